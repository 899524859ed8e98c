// SPDX-License-Identifier: Apache-2.0
#include "lsp/Transport.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <cerrno>
#include <climits>
#include <unistd.h>

namespace causeway::lsp {

using llvm::StringRef;

namespace {

constexpr StringRef LengthHeader = "Content-Length:";

/// Header names ignore case.
size_t findLengthHeader(StringRef Text) {
  return Text.find_insensitive(LengthHeader);
}

} // namespace

std::optional<FrameReader::Frame> FrameReader::readHeader() {
  if (Lost) {
    size_t At = findLengthHeader(Buffer);
    if (At == StringRef::npos) {
      // The end of the buffer may be the beginning of a header.
      if (Buffer.size() > LengthHeader.size())
        Buffer.erase(0, Buffer.size() - LengthHeader.size());
      return std::nullopt;
    }
    Buffer.erase(0, At);
    Lost = false;
  }
  auto Fail = [&](const llvm::Twine &Why) {
    Lost = true;
    return Frame{"", Why.str()};
  };
  size_t At = 0;
  std::optional<size_t> Found;
  StringRef Text = Buffer;
  while (true) {
    size_t End = Text.find('\n', At);
    if (End == StringRef::npos || End > MaxHeader) {
      if (Text.size() <= MaxHeader)
        return std::nullopt;
      // A header may follow the invalid bytes.
      size_t Next = findLengthHeader(Text.drop_front());
      Buffer.erase(0, Next == StringRef::npos ? Buffer.size() : Next + 1);
      return Fail("no message begins within " + llvm::Twine(MaxHeader) +
                  " bytes");
    }
    StringRef Line = Text.slice(At, End).rtrim('\r');
    At = End + 1;
    if (Line.empty())
      break;
    if (!Line.consume_front_insensitive(LengthHeader))
      continue;
    size_t Value;
    if (Line.trim().getAsInteger(10, Value)) {
      std::string Why =
          ("'" + Line.trim().take_front(40) + "' is not a Content-Length")
              .str();
      Buffer.erase(0, At);
      return Fail(Why);
    }
    Found = Value;
  }
  Buffer.erase(0, At);
  if (!Found)
    return Fail("a message without Content-Length");
  if (*Found > Limit) {
    Skip = *Found;
    return Frame{"", "a message of " + std::to_string(*Found) +
                         " bytes; the limit is " + std::to_string(Limit)};
  }
  Length = *Found;
  return std::nullopt;
}

std::optional<FrameReader::Frame> FrameReader::next() {
  if (Skip) {
    size_t Part = std::min(Skip, Buffer.size());
    Buffer.erase(0, Part);
    Skip -= Part;
    if (Skip)
      return std::nullopt;
  }
  if (!Length)
    if (auto Error = readHeader())
      return Error;
  if (!Length || Buffer.size() < *Length)
    return std::nullopt;
  Frame F{Buffer.substr(0, *Length), ""};
  Buffer.erase(0, *Length);
  Length.reset();
  return F;
}

bool Channel::fill() {
  char Bytes[1 << 16];
  ssize_t N;
  do
    N = read(In, Bytes, sizeof Bytes);
  while (N < 0 && errno == EINTR);
  if (N < 0)
    return errno == EAGAIN || errno == EWOULDBLOCK;
  Reader.feed(StringRef(Bytes, size_t(N)));
  return N > 0;
}

void Channel::send(const llvm::json::Value &Message) {
  std::string Body;
  llvm::raw_string_ostream(Body) << Message;
  sendText(Body);
}

void Channel::sendText(StringRef Body) {
  Waiting.erase(0, Written);
  Written = 0;
  Waiting += "Content-Length: " + std::to_string(Body.size()) + "\r\n\r\n";
  Waiting += Body;
}

bool Channel::flush() {
  // A writable pipe accepts this many bytes without blocking.
  size_t Part = std::min<size_t>(Waiting.size() - Written, PIPE_BUF);
  if (!Part)
    return true;
  ssize_t N = write(Out, Waiting.data() + Written, Part);
  if (N < 0)
    return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK;
  Written += size_t(N);
  if (Written == Waiting.size()) {
    Waiting.clear();
    Written = 0;
  }
  return true;
}

} // namespace causeway::lsp
