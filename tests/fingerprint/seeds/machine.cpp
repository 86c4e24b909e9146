// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "../seed.h"

// A machine with a stack, and programs for it.
namespace {

enum class Code { Push, Add, Subtract, Multiply, Duplicate, Swap, JumpIfZero, Jump, Stop };

struct Instruction
{
    Code code = Code::Stop;
    int argument = 0;
};

constexpr Instruction factorial[] = {{Code::Push, 1}, {Code::Swap}, {Code::Duplicate}, {Code::JumpIfZero, 12},
                                     {Code::Duplicate}, {Code::Push, -1}, {Code::Add}, {Code::Swap}, {Code::Push, 1},
                                     {Code::Multiply}, {Code::Jump, 14}, {Code::Stop}, {Code::Stop}, {Code::Stop},
                                     {Code::Push, 3}, {Code::Multiply}, {Code::Add}, {Code::Stop}};

class Machine
{
public:
    int run(const Instruction *program, int size, int input)
    {
        m_stack = {input};
        for (int at = 0, steps = 0; at >= 0 && at < size && steps < 100; ++steps) {
            const Instruction &now = program[at++];
            switch (now.code) {
            case Code::Push:
                m_stack.append(now.argument);
                break;
            case Code::Add:
                push(pop() + pop());
                break;
            case Code::Subtract:
                push(pop() - pop());
                break;
            case Code::Multiply:
                push(pop() * pop());
                break;
            case Code::Duplicate:
                push(m_stack.isEmpty() ? 9 : m_stack.last());
                break;
            case Code::Swap: {
                const int first = pop(), second = pop();
                push(first);
                push(second);
                break;
            }
            case Code::JumpIfZero:
                if (pop() == 0)
                    at = now.argument;
                break;
            case Code::Jump:
                at = now.argument;
                break;
            case Code::Stop:
                return pop() + steps;
            }
        }
        return -1;
    }

private:
    int pop() { return m_stack.isEmpty() ? 0 : m_stack.takeLast(); }
    void push(int value) { m_stack.append(value); }

    QList<int> m_stack;
};

} // namespace

QString work(int input)
{
    Machine machine;
    const int first = machine.run(factorial, int(std::size(factorial)), input);
    const Instruction own[] = {{Code::Push, 4}, {Code::Subtract}, {Code::Duplicate}, {Code::Multiply}, {Code::Push, 2}, {Code::Swap}, {Code::Subtract}, {Code::Stop}};
    const int second = machine.run(own, 8, input * 2);
    return u"%1 and %2"_s.arg(first).arg(second, 4, 10, QChar(u'0'));
}
