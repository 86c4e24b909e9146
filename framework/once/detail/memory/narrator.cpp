// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/narrator.h>

#include <once/detail/kept/forking.h>

#include <cstdio>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype lineWidth = 80;
constexpr qsizetype longestArgument = 300;
constexpr int longestText = 700;

void print(const MemoryEvent &event)
{
    std::FILE *out = event.isWarning() ? stderr : stdout;
    const QByteArray text = event.isWarning() ? "warning: " + event.text.toUtf8() : event.text.toUtf8();
    std::fprintf(out, "%s\n", text.constData());
    std::fflush(out);
}

} // namespace

Narrator::Narrator(QString place, const MemoryOptions &options)
    : m_place(std::move(place)), m_verbose(options.verbose), m_onEvent(options.onEvent ? options.onEvent : print)
{
}

void Narrator::tell(MemoryEvent::Kind kind, const QString &function, const QString &text) const
{
    try {
        m_onEvent({kind, function, text});
    } catch (...) { // whoever is told cannot stop a function from answering
    }
}

void Narrator::calling(const FunctionCore &function, QByteArrayView props) const
{
    QString call = function.callText(props, longestArgument);
    if (call.size() > longestText)
        call = call.first(longestText) + u"..."_s;
    tell(MemoryEvent::Kind::Calling, function.name(),
         u"%1\n[Memory] Calling %2%3...\n%4"_s.arg(QString(lineWidth, u'_'), m_place.isEmpty() ? QString() : m_place + u'/',
                                                  function.name(), call));
}

void Narrator::computed(const FunctionCore &function, Microseconds duration) const
{
    const double seconds = std::chrono::duration<double>(duration).count();
    const QString line = u"%1 - %2s, %3min"_s.arg(function.name()).arg(seconds, 0, 'f', 1).arg(seconds / 60, 0, 'f', 1);
    tell(MemoryEvent::Kind::Computed, function.name(), line.rightJustified(lineWidth, u'_'));
}

void Narrator::stored(const FunctionCore &function, const CallKey &key, qint64 bytes) const
{
    tell(MemoryEvent::Kind::Stored, function.name(),
         u"[Memory] Stored %1, %2: %3 bytes"_s.arg(function.name(), key.toShortHex()).arg(bytes));
}

void Narrator::loading(const FunctionCore &function, const CallKey &key) const
{
    tell(MemoryEvent::Kind::Loading, function.name(), u"[Memory] Loading %1, %2"_s.arg(function.name(), key.toShortHex()));
}

void Narrator::asked(const FunctionCore &function, const CallKey &key) const
{
    tell(MemoryEvent::Kind::Asked, function.name(),
         u"[Memory] Asked for %1%2, %3, in %4"_s.arg(function.name(), function.record().signature, key.toHex(),
                                                     m_place.isEmpty() ? u"memory"_s : m_place));
}

void Narrator::reason(const FunctionCore &function, const QString &why) const
{
    tell(MemoryEvent::Kind::Reason, function.name(), u"[Memory] %1 is computed: %2"_s.arg(function.name(), why));
}

void Narrator::waiting(const FunctionCore &function) const
{
    tell(MemoryEvent::Kind::Waiting, function.name(),
         u"[Memory] %1 waits for another process, which is at the same call"_s.arg(function.name()));
}

void Narrator::warn(MemoryEvent::Kind kind, const QString &function, const QString &sentence) const
{
    tell(kind, function, sentence);
}

void Narrator::warnOnce(MemoryEvent::Kind kind, const QString &function, const QString &sentence)
{
    {
        const Unforked unforked;
        const std::lock_guard guard(m_mutex);
        if (!m_said.insert({kind, function}).second)
            return;
    }
    warn(kind, function, sentence);
}

} // namespace once::detail
