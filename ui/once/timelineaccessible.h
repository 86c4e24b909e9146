// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/timelineview.h>

#include <QAccessibleWidget>

namespace once {

// A timeline for screen readers: a chart whose children are the bars in view, or the lanes with a summary of
// each when there are more than 500. What is focused is the current bar.
class TimelineAccessible : public QAccessibleWidget
{
public:
    static constexpr int mostBars = 500;

    explicit TimelineAccessible(TimelineView *view) : QAccessibleWidget(view, QAccessible::Chart) { }
    ~TimelineAccessible() override;

    static void install(); // for all timelines; more than once does no harm

    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;
    QString text(QAccessible::Text type) const override;

private:
    // A run, or a lane with negative number.
    using Key = qint64;

    QList<Key> keys() const;
    QAccessibleInterface *interfaceOf(Key key) const;
    void forgetChildren() const;
    TimelineView *view() const { return static_cast<TimelineView *>(widget()); }

    mutable QHash<Key, QAccessible::Id> m_children; // that were asked for
};

} // namespace once
