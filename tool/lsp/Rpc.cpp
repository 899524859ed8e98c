// SPDX-License-Identifier: Apache-2.0
#include "lsp/Rpc.h"
#include "input/Json.h"

namespace causeway::lsp {

namespace json = llvm::json;
using llvm::StringRef;

void Rpc::onRequest(StringRef Method, OnRequest Serve) {
  Methods[Method.str()] = [this, Serve = std::move(Serve),
                           Name = Method.str()](const json::Value *Id,
                                                const json::Value &Params) {
    if (Id)
      Serve(*Id, Params);
    else
      log(Loudness::Error, Name + " needs an id");
  };
}

void Rpc::onNotification(StringRef Method, OnNotification Serve) {
  Methods[Method.str()] = [this, Serve = std::move(Serve),
                           Name = Method.str()](const json::Value *Id,
                                                const json::Value &Params) {
    if (Id)
      return reply(*Id, Failure{InvalidRequest, Name + " is a notification"});
    Serve(Params);
  };
}

void Rpc::receive(const FrameReader::Frame &F) {
  if (!F.error.empty()) {
    log(Loudness::Error, "bad frame: " + F.error);
    return reply(nullptr, Failure{ParseError, F.error});
  }
  auto Message = parseJson(F.body);
  if (!Message)
    return reply(nullptr,
                 Failure{ParseError, llvm::toString(Message.takeError())});
  const json::Object *O = Message->getAsObject();
  if (!O)
    return reply(nullptr, Failure{InvalidRequest, "a message is an object"});
  dispatch(*O);
}

void Rpc::dispatch(const json::Object &Message) {
  const json::Value *Id = Message.get("id");
  auto Method = Message.getString("method");
  if (!Method) {
    if (!Id || (!Message.get("result") && !Message.get("error")))
      return reply(Id ? *Id : json::Value(nullptr),
                   Failure{InvalidRequest, "a message without a method"});
    auto It = Asked.find(Id->getAsString().value_or("").str());
    if (It == Asked.end())
      return;
    auto Then = std::move(It->second);
    Asked.erase(It);
    if (Then)
      Then(Message.get("result"));
    return;
  }
  if (Id && !Id->getAsString() && !Id->getAsInteger())
    return reply(nullptr,
                 Failure{InvalidRequest, "an id is a number or a text"});
  static const json::Value None = json::Object{};
  const json::Value &Params =
      Message.get("params") ? *Message.get("params") : None;

  if (!admits(*Method, Id))
    return;
  auto Known = Methods.find(Method->str());
  if (Known == Methods.end()) {
    if (Id)
      reply(*Id, Failure{MethodNotFound, "no such method: " + Method->str()});
    return;
  }
  if (traces)
    notify("$/logTrace",
           json::Object{{"message", "received " + Method->str()}});
  Known->second(Id, Params);
}

void Rpc::notify(StringRef Method, json::Value Params) {
  Client.send(json::Object{
      {"jsonrpc", "2.0"}, {"method", Method}, {"params", std::move(Params)}});
}

void Rpc::request(StringRef Method, json::Value Params,
                  std::function<void(const json::Value *)> Then) {
  std::string Id = "causeway-" + std::to_string(nextId());
  Asked[Id] = std::move(Then);
  Client.send(json::Object{{"jsonrpc", "2.0"},
                           {"id", Id},
                           {"method", Method},
                           {"params", std::move(Params)}});
}

void Rpc::reply(const json::Value &Id, Answer A) {
  if (auto *W = std::get_if<Written>(&A)) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    json::OStream J(OS);
    J.object([&] {
      J.attribute("jsonrpc", "2.0");
      J.attribute("id", Id);
      J.attributeBegin("result");
      J.rawValue(W->json);
      J.attributeEnd();
    });
    return Client.sendText(Text);
  }
  json::Object Message{{"jsonrpc", "2.0"}, {"id", Id}};
  if (auto *F = std::get_if<Failure>(&A))
    Message["error"] = json::Object{{"code", int(F->code)},
                                    {"message", json::fixUTF8(F->message)}};
  else
    Message["result"] = std::move(std::get<json::Value>(A));
  Client.send(std::move(Message));
}

void Rpc::say(StringRef Method, Loudness L, const llvm::Twine &Text) {
  notify(Method, json::Object{{"type", int(L)},
                              {"message", json::fixUTF8(Text.str())}});
}

void Rpc::log(Loudness L, const llvm::Twine &Text) {
  say("window/logMessage", L, Text);
}

void Rpc::show(Loudness L, const llvm::Twine &Text) {
  say("window/showMessage", L, Text);
}

} // namespace causeway::lsp
