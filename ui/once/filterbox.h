// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/query.h>

#include <QLineEdit>

class QTimer;

namespace once {

// Where the filter is typed. Tells of a query 120 ms after the last key; a wrong term is underlined and
// explained, and the last valid query stays in force.
class FilterBox : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterBox(QWidget *parent = nullptr);

    const QTimeZone &zone() const { return m_zone; } // in which times are meant
    void setZone(const QTimeZone &zone) { m_zone = zone; }
    void setField(const QString &field, const QString &value); // in place of what it says about the field
    void setSpan(const QString &since, const QString &until); // the same, at once
    void apply(); // now

Q_SIGNALS:
    void queryChanged(const once::Query &query);
    void mistakeChanged(const QString &sentence); // empty when all is well

private:
    void underline(const std::optional<Query::Error> &error);

    QTimer *m_typing;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

} // namespace once
