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
  duk_size_t size = 0;
  const char* text = duk_safe_to_lstring(context_.get(), top, &size);
  std::string result = from_cesu8({text, size});
  duk_pop(context_.get());
  return result;
}

void ScriptEngine::fail(const std::string& purpose) {
  const std::string reason = from_cesu8(duk_safe_to_string(context_.get(), top));
  duk_pop(context_.get());
  throw ScriptError(fmt::format("cannot {}: {}", printable(purpose), printable(reason)));
}

}  // namespace concbench::reports
