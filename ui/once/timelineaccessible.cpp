// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timelineaccessible.h>

#include <QPointer>

namespace once {

using namespace Qt::StringLiterals;

namespace {

// A bar, or a lane. Looks itself up anew for each question, since the view moves on.
class Part : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    Part(TimelineView *view, qint64 key) : m_view(view), m_key(key) { }

    bool isValid() const override { return !m_view.isNull(); }
    QObject *object() const override { return nullptr; }
    QWindow *window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    void setText(QAccessible::Text, const QString &) override { }
    QAccessible::Role role() const override { return isLane() ? QAccessible::Row : QAccessible::ListItem; }

    QString text(QAccessible::Text type) const override
    {
        if (!m_view || type != QAccessible::Name)
            return {};
        return isLane() ? m_view->laneText(lane()) : m_view->runText(m_key);
    }

    QRect rect() const override
    {
        if (!m_view)
            return {};
        QRect where = isLane() ? m_view->laneRect(lane()) : QRect();
        for (const TimelineView::ShownBar &bar :
             isLane() ? std::vector<TimelineView::ShownBar>() : m_view->shownBars()) {
            if (bar.run == m_key)
                where = bar.where;
        }
        return where.isValid() ? where.translated(m_view->viewport()->mapToGlobal(QPoint())) : QRect();
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = state.selectable = !isLane();
        state.focused = state.selected = m_view && !isLane() && m_view->currentRun() == m_key;
        state.focused = state.focused && m_view->hasFocus();
        state.offscreen = !rect().isValid();
        return state;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface && !isLane()
            ? static_cast<QAccessibleActionInterface *>(this)
            : nullptr;
    }
    QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }
    void doAction(const QString &name) override
    {
        if (m_view && (name == pressAction() || name == setFocusAction()))
            m_view->choose(m_key, name == pressAction());
    }

private:
    bool isLane() const { return m_key < 0; }
    std::size_t lane() const { return std::size_t(-m_key - 1); }

    const QPointer<TimelineView> m_view;
    const qint64 m_key;
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *view = qobject_cast<TimelineView *>(object);
    return view ? new TimelineAccessible(view) : nullptr;
}

} // namespace

void TimelineAccessible::install()
{
    static const bool isInstalled = (QAccessible::installFactory(make), true);
    Q_UNUSED(isInstalled)
}

TimelineAccessible::~TimelineAccessible() { forgetChildren(); }

void TimelineAccessible::forgetChildren() const
{
    for (const QAccessible::Id id : std::exchange(m_children, {}))
        QAccessible::deleteAccessibleInterface(id);
}

QList<TimelineAccessible::Key> TimelineAccessible::keys() const
{
    QList<Key> keys;
    for (const TimelineView::ShownBar &bar : view()->shownBars())
        keys.append(bar.run);
    if (keys.size() <= mostBars && (!keys.isEmpty() || view()->lanes().isEmpty()))
        return keys;
    keys.clear();
    for (std::size_t lane = 0; lane < view()->lanes().size(); ++lane)
        keys.append(-Key(lane) - 1);
    return keys;
}

QAccessibleInterface *TimelineAccessible::interfaceOf(Key key) const
{
    auto known = m_children.constFind(key);
    if (known == m_children.constEnd() && m_children.size() >= 4 * mostBars)
        forgetChildren();
    if (known == m_children.constEnd())
        known = m_children.insert(key, QAccessible::registerAccessibleInterface(new Part(view(), key)));
    return QAccessible::accessibleInterface(*known);
}

int TimelineAccessible::childCount() const { return int(keys().size()); }

QAccessibleInterface *TimelineAccessible::child(int index) const
{
    const QList<Key> all = keys();
    return index >= 0 && index < all.size() ? interfaceOf(all[index]) : nullptr;
}

int TimelineAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const QList<Key> all = keys();
    const auto it = std::ranges::find_if(all, [&](Key key) {
        return m_children.contains(key) && QAccessible::accessibleInterface(m_children.value(key)) == child;
    });
    return it == all.end() ? -1 : int(it - all.begin());
}

QAccessibleInterface *TimelineAccessible::childAt(int x, int y) const
{
    for (const Key key : keys()) {
        if (QAccessibleInterface *found = interfaceOf(key); found->rect().contains(x, y))
            return found;
    }
    return nullptr;
}

QAccessibleInterface *TimelineAccessible::focusChild() const
{
    return view()->currentRun() ? interfaceOf(view()->currentRun()) : nullptr;
}

QString TimelineAccessible::text(QAccessible::Text type) const
{
    return type == QAccessible::Name ? view()->summary() : QAccessibleWidget::text(type);
}

} // namespace once
