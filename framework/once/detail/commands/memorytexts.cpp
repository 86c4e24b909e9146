// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/memorytexts.h>

#include <once/detail/commands/viewing.h>

#include <functional>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostRanked = 5;

bool isForPeople(const View &view) { return view.form == View::Form::People; }

QString keyText(const CallKey &key, const View &view) { return isForPeople(view) ? key.toShortHex() : key.toHex(); }

Json toJson(const FunctionSummary &function)
{
    Json item{{"function", function.name}, {"signature", function.signature}, {"props", function.props},
              {"code", function.code},     {"calls", function.calls},         {"bytes", function.bytes},
              {"hits", function.hits},     {"computedUs", function.computed.count()}, {"savedUs", function.saved.count()}};
    putTime(item, "lastUsed", function.lastUsed);
    return item;
}

Json toJson(const StoredCall &call)
{
    Json item{{"key", call.key.toHex()},   {"state", toWord(call.status)}, {"origin", call.origin},
              {"run", call.run ? Json(call.run) : Json()}, {"preview", call.preview}, {"durationUs", call.duration.count()},
              {"hits", call.hits},         {"bytes", call.bytes},          {"savedUs", call.saved().count()},
              {"isPinned", call.isPinned}, {"file", call.file}};
    putTime(item, "made", call.finished);
    putTime(item, "lastUsed", call.lastUsed);
    return item;
}

void addText(Table &table, const QString &title, const QString &text)
{
    if (!text.isEmpty())
        table.add({title, text});
}

void addValue(Table &table, const QString &title, const Json &value, const View &view)
{
    if (!value.is_null())
        table.add({title, preview(value, isForPeople(view) ? view.width : 0)});
}

QString madeBy(const StoredCall &call)
{
    if (call.run)
        return call.origin.isEmpty() ? u"run %1"_s.arg(call.run) : u"run %1 of %2"_s.arg(QString::number(call.run), call.origin);
    return call.origin;
}

template <typename Worth>
void addRanked(Table &table, const QString &title, QList<StoredCall> calls, const View &view, Worth worth)
{
    const qsizetype most = std::min(mostRanked, calls.size());
    std::ranges::partial_sort(calls, calls.begin() + most, std::greater(), worth);
    for (const StoredCall &call : calls.first(most))
        if (std::invoke(worth, call) > 0)
            table.add({title, keyText(call.key, view), bytesText(call.bytes, view), call.hits, tookText(call.saved(), view), call.preview});
}

} // namespace

QString callsOf(qint64 count, const QString &name)
{
    const QString calls = count == 1 ? u"1 call"_s : u"%1 calls"_s.arg(count);
    return name.isEmpty() ? calls : u"%1 of %2"_s.arg(calls, name);
}

QString functionsText(const QList<FunctionSummary> &functions, const View &view)
{
    Json items = Json::array();
    Table table({u"FUNCTION"_s, u"CALLS"_s, u"SIZE"_s, u"HITS"_s, u"COMPUTED"_s, u"SAVED"_s, u"USED"_s, u"CODE"_s});
    for (const FunctionSummary &function : functions) {
        items.push_back(toJson(function));
        table.add({function.name + (isForPeople(view) ? function.signature : QString()), function.calls, bytesText(function.bytes, view),
                   function.hits, tookText(function.computed, view), tookText(function.saved, view), timeText(function.lastUsed, view),
                   function.code});
    }
    if (view.form == View::Form::AsJson)
        return written(Json{{"schema", "once.functions/1"}, {"items", items}});
    return table.isEmpty() && isForPeople(view) ? u"No call is kept here.\n"_s : written(table, view);
}

QString callsText(const QList<StoredCall> &calls, const View &view)
{
    Json items = Json::array();
    Table table({u"KEY"_s, u"MADE"_s, u"USED"_s, u"TOOK"_s, u"HITS"_s, u"SIZE"_s, u"STATE"_s, u"PINNED"_s, u"PROPS"_s});
    for (const StoredCall &call : calls) {
        items.push_back(toJson(call));
        table.add({keyText(call.key, view), timeText(call.finished, view), timeText(call.lastUsed, view), tookText(call.duration, view),
                   call.hits, bytesText(call.bytes, view), statusCell(call.status), call.isPinned ? u"pinned"_s : QString(), call.preview});
    }
    if (view.form == View::Form::AsJson)
        return written(Json{{"schema", "once.calls/1"}, {"items", items}});
    return table.isEmpty() && isForPeople(view) ? u"There is no such call.\n"_s : written(table, view);
}

QString callText(const StoredCall &listed, const SharedCall &call, const FunctionSummary &function, const View &view)
{
    const Json props = namedProps(call, function), states = call.states.toJson(), result = call.result.toJson();
    if (view.form == View::Form::AsJson) {
        Json item = toJson(listed);
        item.update(Json{{"function", function.name}, {"signature", function.signature}, {"code", function.code}, {"props", props},
                         {"states", states}, {"result", result}, {"error", call.error}});
        return written(Json{{"schema", "once.call/1"}, {"item", item}});
    }
    Table table;
    table.add({u"key"_s, listed.key.toHex()});
    table.add({u"function"_s, function.name + function.signature});
    table.add({u"state"_s, statusCell(listed.status)});
    addText(table, u"made"_s, timeText(listed.finished, view));
    addText(table, u"by"_s, madeBy(listed));
    table.add({u"took"_s, tookText(listed.duration, view)});
    addText(table, u"used"_s, timeText(listed.lastUsed, view));
    table.add({u"hits"_s, listed.hits});
    table.add({u"saved"_s, tookText(listed.saved(), view)});
    table.add({u"size"_s, bytesText(listed.bytes, view)});
    addText(table, u"pinned"_s, listed.isPinned ? u"yes"_s : QString());
    addText(table, u"code"_s, function.code);
    for (const auto &[name, value] : props.items())
        addValue(table, u"prop "_s + QString::fromStdString(name), value, view);
    if (call.props.isNull())
        addText(table, u"props"_s, call.preview);
    addValue(table, u"states"_s, states, view);
    addText(table, u"file"_s, listed.file.isEmpty() ? QString() : u"blobs/"_s + listed.file);
    addValue(table, u"result"_s, result, view);
    addText(table, u"error"_s, call.error);
    return written(table, view);
}

QString reasonText(const CallReason &reason, const View &view)
{
    Json changes = Json::array();
    QString text = reason.sentence + u'\n';
    for (const Change &change : reason.changes) {
        changes.push_back({{"path", change.path}, {"then", change.then}, {"now", change.now}});
        text += u"    %1  %2 -> %3\n"_s.arg(change.path, change.kind == Change::Kind::Added ? u"nothing"_s : preview(change.then, 60),
                                          change.kind == Change::Kind::Removed ? u"nothing"_s : preview(change.now, 60));
    }
    if (view.form != View::Form::AsJson)
        return text + reason.saved + u'\n';
    return written(Json{{"schema", "once.reason/1"},
                        {"item",
                         {{"sentence", reason.sentence},
                          {"nearest", reason.nearest ? Json(reason.nearest->key.toHex()) : Json()},
                          {"changes", changes},
                          {"saved", reason.saved}}}});
}

QString totalsText(const QList<FunctionSummary> &functions, const QList<StoredCall> &calls, const View &view)
{
    FunctionSummary all;
    for (const FunctionSummary &function : functions) {
        all.calls += function.calls;
        all.bytes += function.bytes;
        all.hits += function.hits;
        all.computed += function.computed;
        all.saved += function.saved;
    }
    if (view.form == View::Form::AsJson) {
        Json items = Json::array();
        for (const FunctionSummary &function : functions)
            items.push_back(toJson(function));
        return written(Json{{"schema", "once.memory/1"}, {"calls", all.calls}, {"bytes", all.bytes}, {"hits", all.hits},
                            {"computedUs", all.computed.count()}, {"savedUs", all.saved.count()}, {"items", items}});
    }
    Table table({u"WHAT"_s, u"WHICH"_s, u"SIZE"_s, u"HITS"_s, u"SAVED"_s, u"PROPS"_s});
    table.add({u"all"_s, callsOf(all.calls), bytesText(all.bytes, view), all.hits, tookText(all.saved, view), QString()});
    for (const FunctionSummary &function : functions)
        table.add({u"function"_s, function.name, bytesText(function.bytes, view), function.hits, tookText(function.saved, view), callsOf(function.calls)});
    addRanked(table, u"largest"_s, calls, view, &StoredCall::bytes);
    addRanked(table, u"most used"_s, calls, view, &StoredCall::hits);
    return written(table, view);
}

QString damagesText(const QList<CallDamage> &damages, qint64 checked, const View &view)
{
    Json items = Json::array();
    Table table({u"KEY"_s, u"WRONG"_s});
    for (const CallDamage &damage : damages) {
        items.push_back({{"key", damage.key.toHex()}, {"what", damage.what}});
        table.add({keyText(damage.key, view), damage.what});
    }
    if (view.form == View::Form::AsJson)
        return written(Json{{"schema", "once.damages/1"}, {"checked", checked}, {"items", items}});
    if (table.isEmpty())
        return isForPeople(view) ? u"%1 checked: all is as it was written.\n"_s.arg(checked == 1 ? u"1 call was"_s : u"%1 calls were"_s.arg(checked)) : QString();
    return written(table, view);
}

} // namespace once::detail
