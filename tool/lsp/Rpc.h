// JSON-RPC with the editor: requests, notifications and answers over one
// channel. It knows no method except those that show messages to the user. Owns
// the channel's buffers, not its descriptors.
//
//   Rpc Client(In, Out);
//   Client.onRequest("shutdown", [&](const auto &Id, const auto &Params) {
//     Client.reply(Id, json::Value(nullptr));
//   });
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

/// `MessageType` of `window/logMessage` and `window/showMessage`.
enum class Loudness { Error = 1, Warning, Info, Log };

class Rpc {
public:
  using OnRequest = std::function<void(const llvm::json::Value &Id,
                                       const llvm::json::Value &Params)>;
  using OnNotification = std::function<void(const llvm::json::Value &Params)>;

  Rpc(int In, int Out) : Client(In, Out) {}

  Channel &channel() { return Client; }

  /// Registers the function for a method.
  void onRequest(llvm::StringRef Method, OnRequest Serve);
  void onNotification(llvm::StringRef Method, OnNotification Serve);
  /// Called before each method: whether the server accepts it now. `Id` is null
  /// for a notification. If it returns false, it has sent the answer.
  std::function<bool(llvm::StringRef Method, const llvm::json::Value *Id)>
      admits = [](llvm::StringRef, const llvm::json::Value *) { return true; };
  /// Logs the name of each served method to the client.
  bool traces = false;

  /// Serves one message, or reports its error.
  void receive(const FrameReader::Frame &F);

  void notify(llvm::StringRef Method, llvm::json::Value Params);
  /// Sends a notification that is JSON text already.
  void notifyText(llvm::StringRef Message) { Client.sendText(Message); }
  /// `Then` receives the result; null if the request failed.
  void
  request(llvm::StringRef Method, llvm::json::Value Params,
          std::function<void(const llvm::json::Value *Result)> Then = nullptr);
  void reply(const llvm::json::Value &Id, Answer A);
  void log(Loudness L, const llvm::Twine &Text);
  void show(Loudness L, const llvm::Twine &Text);

  /// A number that no other call returns. Requests use it as their id.
  unsigned nextId() { return ++LastId; }

private:
  void dispatch(const llvm::json::Object &Message);
  void say(llvm::StringRef Method, Loudness L, const llvm::Twine &Text);

  Channel Client;
  std::map<std::string, std::function<void(const llvm::json::Value *Id,
                                           const llvm::json::Value &Params)>>
      Methods;
  unsigned LastId = 0;
  /// Requests without an answer so far.
  std::map<std::string, std::function<void(const llvm::json::Value *)>> Asked;
};

} // namespace causeway::lsp
