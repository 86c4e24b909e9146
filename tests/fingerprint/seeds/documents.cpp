// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "../seed.h"

// Documents in JSON, looked through and changed.
namespace {

const char document[] = R"json({"name": "plan", "steps": [{"id": 1, "cost": 2.5, "needs": []}, {"id": 2, "cost": 4, "needs": [1]},
    {"id": 3, "cost": 1.25, "needs": [1, 2]}, {"id": 5, "cost": 8, "needs": [3]}], "limit": 12, "tags": ["a", "b", "a"]})json";

double costOf(const QJsonArray &steps, int id, int depth)
{
    if (depth > 10)
        return 0;
    for (const QJsonValue &value : steps) {
        const QJsonObject step = value.toObject();
        if (step["id"_L1].toInt() != id)
            continue;
        double cost = step["cost"_L1].toDouble();
        for (const QJsonValue &need : step["needs"_L1].toArray())
            cost += costOf(steps, need.toInt(), depth + 1);
        return cost;
    }
    return 0.5;
}

QStringList tagsOf(const QJsonObject &object)
{
    QStringList tags;
    for (const QJsonValue &tag : object["tags"_L1].toArray())
        tags.append(tag.toString());
    tags.removeDuplicates();
    return tags;
}

QJsonObject summary(const QJsonObject &object, int input)
{
    const double cost = costOf(object["steps"_L1].toArray(), input, 0);
    QJsonObject result;
    result["cost"_L1] = cost;
    result["isDear"_L1] = cost > object["limit"_L1].toInt() / 2;
    result["name"_L1] = object["name"_L1].toString().toUpper() + QString::number(input);
    if (input > 2)
        result["tags"_L1] = tagsOf(object).join(u'+');
    return result;
}

} // namespace

QString work(int input)
{
    const QJsonObject object = QJsonDocument::fromJson(document).object();
    if (object.isEmpty())
        return u"empty"_s;
    return QString::fromUtf8(QJsonDocument(summary(object, input)).toJson(QJsonDocument::Compact));
}
