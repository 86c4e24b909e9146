// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/once.h>

#include <cstdio>

class Backup : public once::Work
{
public:
    void run(const once::Slot &slot) { std::printf("backup for %s\n", qPrintable(slot.nominal())); }
};

class Mail : public once::Work
{
public:
    void run(const once::Slot &slot) { std::printf("mail for %s\n", qPrintable(slot.nominal())); }
};

class Nightly : public once::Flow
{
public:
    once::Child<Backup> backup{this, "backup", {.version = "1", .props = {"slot"}}};
    once::Child<Mail> mail{this, "mail", {.version = "1", .props = {"slot"}}};

    void run()
    {
        const once::Schedule night{.rule = "30 2 * * *", .zone = "Europe/Berlin", .name = "night", .catchUp = once::CatchUp::All};
        const once::Schedule morning{.rule = "0 9 * * 1-5", .zone = "Europe/Berlin", .name = "morning", .except = {"2025-04-02"}};

        if (const auto slot = clock().slot(night))
            backup.run(*slot);
        if (const auto slot = clock().slot(morning))
            mail.run(*slot);
    }
};

// A week in which the clocks are set forward, lived through in a moment.
int main(int argc, char *argv[])
{
    once::App app(argc, argv, {.name = "nightly", .description = "Backs up at night, and writes a mail on working days"});
    if (const auto exitCode = app.parse())
        return *exitCode;
    const once::ReplayOptions berlin{.zone = QTimeZone("Europe/Berlin")};
    app.setClock(std::make_unique<once::ReplayClock>(QDate(2025, 3, 28), QDate(2025, 4, 3), berlin));
    return once::run<Nightly>(app);
}
