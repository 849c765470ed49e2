#include "workloads/images/images.h"

#include <png.h>
// jpeglib.h needs FILE and size_t declared before it.
#include <cstdio>

#include <jpeglib.h>

#include <jerror.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <csetjmp>
#include <cstring>
#include <fstream>
#include <string>

#include "workloads/files/folder.h"
#include "workloads/workload.h"

namespace concbench {
namespace {

namespace fs = std::filesystem;

enum class Format { none, png, jpeg };

// By the first bytes (PNG specification 5.2; JPEG: SOI and the start of the next marker).
Format format_of(std::span<const std::byte> bytes) {
  const auto starts_with = [bytes](std::string_view signature) {
    return bytes.size() >= signature.size() &&
           std::memcmp(bytes.data(), signature.data(), signature.size()) == 0;
  };
  if (starts_with("\x89PNG\r\n\x1a\n")) return Format::png;
  if (starts_with("\xff\xd8\xff")) return Format::jpeg;
  return Format::none;
}

bool claims_to_be_image(const fs::path& file) {
  std::string extension = file.extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension == ".png" || extension == ".jpg" || extension == ".jpeg";
}

bool is_image(const fs::path& file) {
  if (claims_to_be_image(file)) return true;
  std::array<char, 8> head{};
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw InputError("cannot read " + quoted(file));
  stream.read(head.data(), head.size());
  return format_of(std::as_bytes(std::span{head}.first(static_cast<std::size_t>(stream.gcount())))) !=
         Format::none;
}

// libpng's simplified reader; its errors come back as a message.
class PngReader {
 public:
  explicit PngReader(std::span<const std::byte> bytes) {
    image_.version = PNG_IMAGE_VERSION;
    check(png_image_begin_read_from_memory(&image_, bytes.data(), bytes.size()) != 0);
    image_.format = PNG_FORMAT_RGB;
  }
  ~PngReader() { png_image_free(&image_); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;

  std::uint64_t bytes() const { return std::uint64_t{3} * image_.width * image_.height; }

  void read(std::span<std::uint8_t> rgb) {
    constexpr png_color black{};
    check(png_image_finish_read(&image_, &black, rgb.data(), 0, nullptr) != 0);
  }

 private:
  void check(bool ok) {
    if (!ok) throw std::runtime_error(image_.message);
  }

  png_image image_{};
};

// libjpeg reports an error by a call that must not return: it jumps back to guarded(), which throws. So what
// runs in guarded() calls libjpeg alone and holds no object that has a destructor.
class JpegReader {
 public:
  explicit JpegReader(std::span<const std::byte> bytes) : JpegReader() {
    decoder_.err = jpeg_std_error(&errors_.base);
    errors_.base.error_exit = [](j_common_ptr decoder) { fail(decoder); };
    errors_.base.emit_message = [](j_common_ptr decoder, int level) { warn(decoder, level); };
    guarded([&] {
      jpeg_create_decompress(&decoder_);
      jpeg_mem_src(&decoder_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
      jpeg_read_header(&decoder_, TRUE);
      decoder_.out_color_space = JCS_RGB;
    });
  }

  ~JpegReader() { jpeg_destroy_decompress(&decoder_); }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;

  std::uint64_t bytes() const { return std::uint64_t{3} * decoder_.image_width * decoder_.image_height; }

  void read(std::span<std::uint8_t> rgb) {
    guarded([&] {
      jpeg_start_decompress(&decoder_);
      while (decoder_.output_scanline < decoder_.output_height) {
        JSAMPROW row = rgb.data() + std::size_t{3} * decoder_.output_width * decoder_.output_scanline;
        jpeg_read_scanlines(&decoder_, &row, 1);
      }
      jpeg_finish_decompress(&decoder_);
    });
  }

 private:
  JpegReader() = default;  // from here on it is destroyed, also where the other constructor throws

  struct Errors {
    jpeg_error_mgr base;  // first: libjpeg hands out a pointer to it, which is one to the whole
    std::jmp_buf escape;
    std::array<char, JMSG_LENGTH_MAX> message;
  };

  [[noreturn]] static void fail(j_common_ptr decoder) {
    auto* errors = reinterpret_cast<Errors*>(decoder->err);
    errors->base.format_message(decoder, errors->message.data());
    std::longjmp(errors->escape, 1);
  }

  // A file cut off or damaged is but a warning to libjpeg, which fills up with grey. Superfluous bytes are
  // harmless.
  static void warn(j_common_ptr decoder, int level) {
    if (level < 0 && decoder->err->msg_code != JWRN_EXTRANEOUS_DATA) fail(decoder);
  }

  template <class Call>
  void guarded(Call call) {
    if (setjmp(errors_.escape) != 0) throw std::runtime_error(errors_.message.data());
    call();
  }

  Errors errors_{};
  jpeg_decompress_struct decoder_{};
};

// Calls use(reader) for the reader of the file's format.
template <class Use>
void with_reader(const fs::path& file, Use use) {
  const std::vector<std::byte> bytes = read_whole(file);
  try {
    switch (format_of(bytes)) {
      case Format::png: {
        PngReader reader(bytes);
        return use(reader);
      }
      case Format::jpeg: {
        JpegReader reader(bytes);
        return use(reader);
      }
      case Format::none:
        throw std::runtime_error("neither PNG nor JPEG");
    }
  } catch (const std::runtime_error& error) {
    throw InputError("cannot decode image " + quoted(file) + ": " + error.what());
  }
}

}  // namespace

std::vector<fs::path> image_files(const fs::path& folder) {
  std::vector<fs::path> files = regular_files(folder);
  std::erase_if(files, [](const fs::path& file) { return !is_image(file); });
  if (files.empty()) throw InputError("folder " + quoted(folder) + " holds no PNG or JPEG file");
  return files;
}

std::uint64_t decoded_bytes(const fs::path& image) {
  std::uint64_t bytes = 0;
  with_reader(image, [&bytes](const auto& reader) { bytes = reader.bytes(); });
  return bytes;
}

void decode(const fs::path& image, std::span<std::uint8_t> rgb) {
  with_reader(image, [rgb](auto& reader) {
    if (reader.bytes() != rgb.size()) throw std::runtime_error("it changed while it was read");
    reader.read(rgb);
  });
}

}  // namespace concbench
