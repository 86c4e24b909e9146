// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

// All of the framework that apps need.
#include <once/app.h>
#include <once/child.h>
#include <once/clock.h>
#include <once/eventloop.h>
#include <once/refuse.h>
