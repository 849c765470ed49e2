// A script engine (Duktape: ES5, no browser) as far as the charts need one.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct duk_hthread;

namespace concbench::reports {

// A script failed: a fault of this program. The message names what it was to do and says what the engine
// said.
struct ScriptError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class ScriptEngine {
 public:
  ScriptEngine();

  // Runs a script for its effects. `purpose` is what an error says could not be done.
  void run(const std::string& purpose, std::string_view script);

  // Makes the value that the JSON describes known as a global.
  void set_global(const std::string& name, std::string_view json);

  // The value of an expression as UTF-8.
  std::string text(const std::string& purpose, std::string_view expression);

 private:
  [[noreturn]] void fail(const std::string& purpose);

  std::unique_ptr<duk_hthread, void (*)(duk_hthread*)> context_;
};

}  // namespace concbench::reports
