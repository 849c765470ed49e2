#include "reports/drawing/script.h"

#include <duktape.h>
#include <fmt/format.h>

#include "results/text.h"

namespace concbench::reports {

// The engine's values live on its stack; every function here leaves it as it was.
static constexpr duk_idx_t top = -1;

ScriptEngine::ScriptEngine() : context_(duk_create_heap_default(), duk_destroy_heap) {
  if (!context_) throw ScriptError("the script engine got no memory");
}

// Takes the value off the stack as UTF-8. The engine's own strings have surrogate pairs as two characters.
static std::string take_text(duk_context* context) {
  duk_safe_to_string(context, top);
  duk_get_global_string(context, "TextEncoder");
  duk_new(context, 0);
  duk_push_string(context, "encode");
  duk_dup(context, -3);
  duk_call_prop(context, -3, 1);
  duk_size_t size = 0;
  const void* bytes = duk_get_buffer_data(context, top, &size);
  std::string text(static_cast<const char*>(bytes), size);
  duk_pop_3(context);
  return text;
}

void ScriptEngine::run(const std::string& purpose, std::string_view script) {
  if (duk_peval_lstring(context_.get(), script.data(), script.size()) != 0) fail(purpose);
  duk_pop(context_.get());
}

void ScriptEngine::set_global(const std::string& name, std::string_view json) {
  duk_push_lstring(context_.get(), json.data(), json.size());
  duk_json_decode(context_.get(), top);
  duk_put_global_lstring(context_.get(), name.data(), name.size());
}

std::string ScriptEngine::text(const std::string& purpose, std::string_view expression) {
  if (duk_peval_lstring(context_.get(), expression.data(), expression.size()) != 0) fail(purpose);
  return take_text(context_.get());
}

void ScriptEngine::fail(const std::string& purpose) {
  const std::string reason = take_text(context_.get());
  throw ScriptError(fmt::format("cannot {}: {}", printable(purpose), printable(reason)));
}

}  // namespace concbench::reports
