// Does something over and over, whenever one of the files that it read has changed.
#pragma once
#include "app/command.h"

// Prints what there is to say of the books, and closes the session.
typedef ExitStatus WatchPrint(Session *session, const Options *options);

// Prints at once and after every change, until SIGINT, SIGTERM or until nobody reads
// standard output any more. The status of the last time.
ExitStatus watch(const Options *options, WatchPrint *print);
