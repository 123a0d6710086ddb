#include "scribe/known_line.h"

#define COUNCIL_REVENUE .payer = PARTNER_COUNCIL, .nature = NATURE_REVENUE
#define NHS_REVENUE     .payer = PARTNER_NHS, .nature = NATURE_REVENUE
#define NATIONAL        .national = true

const KnownLine line_nhs_minimum = {.id = "nhs-minimum",
                                    .name = "NHS minimum contribution",
                                    .heading = "NHS minimum",
                                    .mandatory = true,
                                    NATIONAL,
                                    NHS_REVENUE};
const KnownLine line_perhaps_nhs_minimum = {.id = "nhs-minimum",
                                            .name = "NHS minimum contribution",
                                            .heading = "NHS minimum",
                                            .mandatory = true,
                                            .unsure = true,
                                            NATIONAL,
                                            NHS_REVENUE};
const KnownLine line_ibcf = {.id = "ibcf",
                             .name = "Improved Better Care Fund",
                             .heading = "iBCF",
                             .mandatory = true,
                             NATIONAL,
                             COUNCIL_REVENUE};
const KnownLine line_dfg = {.id = "dfg",
                            .name = "Disabled Facilities Grant",
                            .heading = "DFG",
                            .mandatory = true,
                            .passported = true,
                            NATIONAL,

                            .payer = PARTNER_COUNCIL,
                            .nature = NATURE_CAPITAL};
const KnownLine line_better_care_grant = {.id = "la-better-care-grant",
                                          .name = "Local Authority Better Care Grant",
                                          .heading = "LABCG",
                                          .mandatory = true,
                                          NATIONAL,
                                          COUNCIL_REVENUE};
const KnownLine line_winter_pressures = {.id = "winter-pressures",
                                         .name = "Winter Pressures grant",
                                         .heading = "Winter Pressures",
                                         NATIONAL,
                                         COUNCIL_REVENUE};
const KnownLine line_discharge_icb = {.id = "discharge-icb",
                                      .name = "Discharge Fund (ICB)",
                                      .heading = "Discharge (ICB)",
                                      NATIONAL,
                                      NHS_REVENUE};
const KnownLine line_discharge_la = {.id = "discharge-la",
                                     .name = "Discharge Fund (local authority)",
                                     .heading = "Discharge (LA)",
                                     NATIONAL,
                                     COUNCIL_REVENUE};
const KnownLine line_additional_nhs = {.id = "additional-nhs",
                                       .name = "Additional NHS contribution",
                                       .heading = "Additional NHS",
                                       NHS_REVENUE};
const KnownLine line_additional_council = {.id = "additional-council",
                                           .name = "Additional council contribution",
                                           .heading = "Additional council",
                                           COUNCIL_REVENUE};
const KnownLine line_social_care_capital = {.id = "social-care-capital",
                                            .name = "Social care capital grant",
                                            .heading = "Social care capital",
                                            NATIONAL,
                                            .payer = PARTNER_COUNCIL,
                                            .nature = NATURE_CAPITAL};
