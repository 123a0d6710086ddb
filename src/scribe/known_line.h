// The funding lines that every fund has or may have, and what is generally known of
// them: who pays, and of what nature they are. None of it was held against a
// publication, so whatever is written of it is marked unverified.
#pragma once
#include "plan/plan.h"

typedef struct {
    const char *id;
    const char *name;
    const char *heading;
    bool        national; // Of the year's pack; else a board's own.
    PartnerKind payer;
    Nature      nature;
    bool        mandatory;
    bool        passported; // To districts.
    bool        unsure;     // The words that named it may mean another.
} KnownLine;

extern const KnownLine line_nhs_minimum;
extern const KnownLine line_perhaps_nhs_minimum;
extern const KnownLine line_ibcf;
extern const KnownLine line_dfg;
extern const KnownLine line_better_care_grant;
extern const KnownLine line_winter_pressures;
extern const KnownLine line_discharge_icb;
extern const KnownLine line_discharge_la;
extern const KnownLine line_additional_nhs;
extern const KnownLine line_additional_council;
extern const KnownLine line_social_care_capital;
