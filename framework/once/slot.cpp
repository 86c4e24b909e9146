// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/slot.h>

#include <array>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kindWords{"regular"_L1, "catchUp"_L1, "manual"_L1, "backfill"_L1};
constexpr std::array decisionWords{"waiting"_L1,  "offered"_L1,    "ran"_L1,    "missed"_L1, "merged"_L1,
                                   "excluded"_L1, "overlapped"_L1, "paused"_L1, "skipped"_L1};

} // namespace

Slot::Slot(const QString &schedule, const QString &nominal, const QByteArray &zone)
    : m_text(u"%1[%2] %3"_s.arg(nominal, QString::fromLatin1(zone), schedule))
{}

Slot Slot::fromText(const QString &text)
{
    const qsizetype open = text.indexOf(u'['), close = text.indexOf(u"] "_s, open);
    if (open <= 0 || close < 0 || close + 2 == text.size())
        throw std::invalid_argument(u"\"%1\" is no slot, such as 2025-03-30T02:30[Europe/Berlin] nightly"_s.arg(text).toStdString());
    Slot slot;
    slot.m_text = text;
    return slot;
}

QString Slot::schedule() const { return m_text.sliced(std::min(m_text.indexOf(u']') + 2, m_text.size())); }

QString Slot::nominal() const { return m_text.section(u'[', 0, 0); }

QByteArray Slot::zone() const { return m_text.section(u'[', 1, 1).section(u']', 0, 0).toLatin1(); }

Slot SlotRecord::slot() const
{
    Slot slot(schedule, nominal, zone);
    slot.kind = kind;
    slot.due = due;
    return slot;
}

QString toWord(SlotKind kind) { return kindWords.at(std::size_t(kind)); }

QString toWord(SlotDecision decision) { return decisionWords.at(std::size_t(decision)); }

} // namespace once
