// JSON-RPC with the editor: requests, notifications and answers over one
// channel. Knows no method by name but for those that carry messages to a
// person. Owns the channel's buffers, not its descriptors.
//
//   Rpc Client(In, Out);
//   Client.onRequest("shutdown", [&](const json::Value &Id, const json::Value
//   &)
//                                { Client.reply(Id, json::Value(nullptr)); });
//   while (auto Frame = Client.channel().reader().next())
//     Client.receive(*Frame);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lsp/Protocol.h"
#include "lsp/Transport.h"
#include "llvm/ADT/Twine.h"
#include <functional>
#include <map>
#include <string>

namespace causeway::lsp {

/// What `window/logMessage` and `window/showMessage` call it.
enum class Loudness { Error = 1, Warning, Info, Log };

class Rpc {
public:
  using OnRequest = std::function<void(const llvm::json::Value &Id,
                                       const llvm::json::Value &Params)>;
  using OnNotification = std::function<void(const llvm::json::Value &Params)>;

  Rpc(int In, int Out) : Client(In, Out) {}

  Channel &channel() { return Client; }

  /// What is called for a method.
  void onRequest(llvm::StringRef Method, OnRequest Serve);
  void onNotification(llvm::StringRef Method, OnNotification Serve);
  /// Asked before each method whether it is served now; `Id` is null for a
  /// notification. When it says no, it has answered.
  std::function<bool(llvm::StringRef Method, const llvm::json::Value *Id)>
      admits = [](llvm::StringRef, const llvm::json::Value *) { return true; };
  /// Whether the client is sent the name of each method that is served.
  bool traces = false;

  /// Serves one message, or reports what is wrong with it.
  void receive(const FrameReader::Frame &F);

  void notify(llvm::StringRef Method, llvm::json::Value Params);
  /// A notification that is JSON text already.
  void notifyText(llvm::StringRef Message) { Client.sendText(Message); }
  /// `Then` gets the result; null: it is an error.
  void
  request(llvm::StringRef Method, llvm::json::Value Params,
          std::function<void(const llvm::json::Value *Result)> Then = nullptr);
  void reply(const llvm::json::Value &Id, Answer A);
  void log(Loudness L, const llvm::Twine &Text);
  void show(Loudness L, const llvm::Twine &Text);

  /// A number that no other call returns; requests are numbered by it, too.
  unsigned nextId() { return ++LastId; }

private:
  void dispatch(const llvm::json::Object &Message);
  void say(llvm::StringRef Method, Loudness L, const llvm::Twine &Text);

  Channel Client;
  std::map<std::string, std::function<void(const llvm::json::Value *Id,
                                           const llvm::json::Value &Params)>>
      Methods;
  unsigned LastId = 0;
  /// Requests that the client has not answered.
  std::map<std::string, std::function<void(const llvm::json::Value *)>> Asked;
};

} // namespace causeway::lsp
