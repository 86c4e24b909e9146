// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/schedulesview.h>

#include <once/plaintable.h>
#include <once/schedulemenu.h>

#include <QSplitter>
#include <QTableView>
#include <QTimer>

namespace once {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// By column, at 96 dpi.
constexpr std::array scheduleWidths{116, 112, 196, 100, 128, 132, 104, 64, 72, 72, 72, 160};
constexpr std::array slotWidths{132, 108, 200, 112, 104, 80, 136};

} // namespace

SchedulesView::SchedulesView(AppLink &link, QWidget *parent)
    : Placeholder(new QSplitter(Qt::Vertical), parent), m_schedules(new SchedulesModel(this)),
      m_slots(new SlotsModel(m_schedules, this)), m_table(plainTable(m_schedules, tr("Schedules"), scheduleWidths)),
      m_slotsTable(plainTable(m_slots, tr("Slots"), slotWidths)), m_slotsPage(new Placeholder(m_slotsTable)),
      m_menu(new ScheduleMenu(link, [this] { return m_schedules->schedule(m_table->currentIndex()); }, this))
{
    auto *halves = static_cast<QSplitter *>(widget(0));
    halves->addWidget(m_table);
    halves->addWidget(m_slotsPage);
    halves->setStretchFactor(1, 1);
    halves->setSizes({160, 320});
    halves->setChildrenCollapsible(false);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](QPoint at) { m_menu->popup(m_table->viewport()->mapToGlobal(at)); });
    connect(m_menu, &ScheduleMenu::answered, this, &SchedulesView::answered);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SchedulesView::choose);
    connect(m_slotsTable, &QTableView::activated, this, [this](const QModelIndex &slot) {
        if (const RunId run = m_slots->run(slot))
            Q_EMIT runChosen(run);
    });
    auto *second = new QTimer(this);
    connect(second, &QTimer::timeout, m_schedules, &SchedulesModel::countDown);
    second->start(1s);
    showEmptiness();
}

void SchedulesView::takeFocus() { m_table->setFocus(Qt::ShortcutFocusReason); }

void SchedulesView::setZone(const QTimeZone &zone)
{
    m_schedules->setZone(zone);
    m_slots->setZone(zone);
}

void SchedulesView::setComponents(const QList<HistoryWork> &components)
{
    m_schedules->setComponents(components);
    place();
}

void SchedulesView::setSchedules(const QList<ScheduleRecord> &schedules)
{
    m_schedules->setSchedules(schedules);
    if (!m_table->currentIndex().isValid() && !schedules.isEmpty())
        m_table->setCurrentIndex(m_schedules->index(0, 0));
    showEmptiness();
    place();
}

void SchedulesView::setRuns(const RunTable &runs)
{
    if (m_schedules->setRuns(runs))
        place();
    m_slotsTable->viewport()->update();
}

void SchedulesView::addSlots(const QList<SlotRecord> &slots)
{
    m_schedules->addSlots(slots);
    m_slots->refresh();
    showEmptiness();
    place();
}

void SchedulesView::choose(const QModelIndex &schedule)
{
    const ScheduleRecord *of = m_schedules->schedule(schedule);
    m_slots->setSchedule(of ? of->name : QString());
    showEmptiness();
}

void SchedulesView::showEmptiness()
{
    if (m_schedules->rowCount() == 0)
        return showText(tr("No schedule. A flow gets slots by clock().slot(rule, zone)."));
    showContent();
    if (m_slots->rowCount() == 0)
        m_slotsPage->showText(tr("No slot was due yet."));
    else
        m_slotsPage->showContent();
}

void SchedulesView::place()
{
    if (!m_schedules->slotTable().all().isEmpty())
        Q_EMIT slotsPlaced(timelineSlots(m_schedules->slotTable(), m_schedules->runs(), m_schedules->flows()));
}

} // namespace once
