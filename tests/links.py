"""links.py FILE...: names every relative link in these Markdown files whose file, or heading in it, does not exist."""
import re
import sys
from pathlib import Path


def without_code(path):
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", path.read_text(), flags=re.M | re.S))


def anchors(path):
    """The names that a git host gives to the headings of a file, in which equal ones are numbered."""
    names = []
    for heading in re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", path.read_text(), flags=re.M | re.S), re.M):
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        names.append(name if name not in names else f"{name}-{names.count(name)}")
    return names


broken = 0
for file in map(Path, sys.argv[1:]):
    for link in re.findall(r'\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"', without_code(file)):
        link = "".join(link)
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        there = file.parent / target if target else file
        if not there.exists():
            reason = "there is no such file"
        elif anchor and anchor not in anchors(there):
            reason = f"{there} has no such heading"
        else:
            continue
        print(f"{file}: {link}: {reason}", file=sys.stderr)
        broken = 1
sys.exit(broken)
