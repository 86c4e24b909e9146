// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/audit.h>
#include <once/controlclient.h>
#include <once/explain.h>
#include <once/rule.h>

// The commands that look at a history, for every app and for `once` alike. Each returns all that is to be
// printed. They throw StoreError when the history is damaged.
namespace once {

// How what was found is written.
struct View
{
    enum class Form {
        People, // aligned, with a header, relative times; cut to `width`
        Programs, // separated by tabs, full values, ISO 8601 times in UTC, no header
        AsJson, // {"schema": "once.runs/1", "items": [...]}; times as microseconds and as ISO 8601
    };

    Form form = Form::Programs;
    int width = 80;
    bool hasColour = false;
    Instant now{};
    QTimeZone zone = QTimeZone::systemTimeZone(); // of absolute times, for people

    // For people when stdout is a terminal; NO_COLOR is respected.
    static View ofStdout(bool isJson);
};

// The app at one look: its stage, what runs, what has failed, its works. `live` is what it says itself.
QString statusText(History &history, const std::optional<AppStatus> &live, const View &view);

// The newest runs that the query matches (see query.h), newest first, at most `most`. Cost: linear in the
// runs looked at; a free text is looked for in all of them.
QString runsText(History &history, const class Query &query, int most, const View &view);

// Everything about one run.
QString runText(const Run &run, const View &view);

QString explanationText(History &history, const Explanation &explanation, const View &view);

// What an app offers of its own: "name", "help" and "arguments" of each, as the app itself has answered.
QString commandsText(const Json &commands, const QString &app, const View &view);

// All schedules: their rules in words, when each is due and how its last slot went.
QString schedulesText(History &history, const View &view);
QString slotsText(const QList<SlotRecord> &slots, const View &view);
QString auditText(const Audit &audit, const View &view);

QString appsText(const QList<AppStatus> &apps, const View &view);

// The next times of a rule from an instant on, at most `most`, with what setting the clocks does to them.
QString timesText(const Rule &rule, const QTimeZone &zone, Instant from, int most, const View &view);

// "12", "last", "last:fetch", "failed": the newest run, that of a work, that which has failed.
std::optional<Run> findRun(History &history, const QString &reference);

// The path of the work that is called so, by its path or by the end of its path; empty when there is none.
QString findWork(History &history, const QString &name);

} // namespace once
