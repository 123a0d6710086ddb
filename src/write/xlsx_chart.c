#include "write/xlsx_chart.h"

#include "write/display.h"
#include "write/layout.h"
#include "write/xlsx_face.h"

#define TEXT_POINTS      11
#define TITLE_POINTS     12
#define LEGEND_CHARS_MAX 40
#define SCALE_STEPS      5
#define GAP              45 // Between bars, in hundredths of a bar.

// The library copies what it is given, and takes names as C strings.
typedef struct {
    Arena            *arena;
    const Table      *table;
    const char       *sheet;
    lxw_chart        *chart;
    lxw_row_t         first; // Rows of the bars on the sheet.
    lxw_row_t         last;
    lxw_chart_series *series; // The last that was added.
} Drawing;

static lxw_chart_font small_type(void)
{
    return (lxw_chart_font){.size = TEXT_POINTS, .color = FACE_INK};
}

// Solid shades from dark to light, then stripes and dots: told apart on any
// printer and by any eye.
static void paint(lxw_chart_series *series, size_t index)
{
    static const lxw_color_t shades[] = {FACE_NAVY, FACE_MIDDLE, FACE_PALE, FACE_AMBER};
    static const uint8_t     patterns[] = {LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL,
                                           LXW_CHART_PATTERN_PERCENT_20};
    size_t                   count = sizeof shades / sizeof *shades;
    lxw_chart_line           edge = {.color = FACE_NAVY, .width = 0.5F};
    chart_series_set_line(series, &edge);
    if (index < count) {
        lxw_chart_fill fill = {.color = shades[index]};
        chart_series_set_fill(series, &fill);
    } else {
        lxw_chart_pattern pattern = {
            .fg_color = FACE_NAVY, .bg_color = FACE_WHITE, .type = patterns[(index - count) % 2]};
        chart_series_set_pattern(series, &pattern);
    }
}

static bool add_series(Drawing *drawing, size_t column)
{
    lxw_col_t x = (lxw_col_t)layout_column(column);
    drawing->series = chart_add_series(drawing->chart, NULL, NULL);
    if (!drawing->series) return false;
    chart_series_set_categories(drawing->series, drawing->sheet, drawing->first,
                                LAYOUT_LABEL_COLUMN, drawing->last, LAYOUT_LABEL_COLUMN);
    chart_series_set_values(drawing->series, drawing->sheet, drawing->first, x, drawing->last, x);
    Str label = drawing->table->columns[column].label;
    // The library takes a name that begins with "=" for a formula.
    if (text_width(label) <= LEGEND_CHARS_MAX || str_starts(label, "=")) {
        chart_series_set_name_range(drawing->series, drawing->sheet, LAYOUT_HEADER_ROW, x);
    } else {
        Str name = text_shortened(drawing->arena, label, LEGEND_CHARS_MAX);
        chart_series_set_name(drawing->series, name.data);
    }
    return true;
}

// The amounts of the spoken column, in words beside the last bars; nil says nothing.
static bool speak(Drawing *drawing)
{
    const Table           *table = drawing->table;
    size_t                 count = drawing->last - drawing->first + 1;
    lxw_chart_font         font = small_type();
    lxw_chart_data_label  *labels = ARENA_ARRAY(drawing->arena, lxw_chart_data_label, count);
    lxw_chart_data_label **list = ARENA_ARRAY(drawing->arena, lxw_chart_data_label *, count + 1);
    bool                   any = false;
    for (size_t i = 0; i < count; i++) {
        const Cell *cell = &table->rows[i].cells[table->chart->spoken];
        bool        nil = cell->type == CELL_EMPTY || cell->money.pence == 0;
        Str         text = cell_display(drawing->arena, cell, table_has_pence(table));
        const char *sign = cell->money.pence > 0 ? "+" : "";
        Text        value = text_new(drawing->arena);
        text_addf(&value, "%s%.*s", sign, STR_ARG(text));
        text_add_char(&value, '\0');
        labels[i] = (lxw_chart_data_label){.value = value.data, .hide = nil};
        list[i] = &labels[i];
        any |= !nil;
    }
    if (!any) return true;
    chart_series_set_labels(drawing->series);
    chart_series_set_labels_position(drawing->series, LXW_CHART_LABEL_POSITION_OUTSIDE_END);
    chart_series_set_labels_font(drawing->series, &font);
    return chart_series_set_labels_custom(drawing->series, list) == LXW_NO_ERROR;
}

static int64_t largest_pence(const Table *table)
{
    int64_t largest = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].style != STYLE_BODY) continue;
        for (size_t j = 0; j < table->column_count; j++) {
            int64_t pence = money_abs(table->rows[i].cells[j].money).pence;
            if (pence > largest) largest = pence;
        }
    }
    return largest;
}

// The type of number on the scale, by its step.
static const char *scale_format(int64_t step)
{
    if (step >= INT64_C(100000000)) return "\"£\"#,##0,,\"m\"";
    return step >= INT64_C(100000) ? "\"£\"#,##0,\"k\"" : "\"£\"#,##0";
}

// A round step of the scale, of which the longest bar takes five or fewer; pence.
static int64_t scale_step(int64_t length)
{
    int64_t step = 100;
    while (step * SCALE_STEPS < length) {
        if (step * 2 * SCALE_STEPS >= length) return step * 2;
        if (step * 5 * SCALE_STEPS >= length) return step * 5;
        step *= 10;
    }
    return step;
}

static void set_up_axes(Drawing *drawing)
{
    const Chart    *chart = drawing->table->chart;
    int64_t         largest = largest_pence(drawing->table) - chart->axis_from.pence;
    int64_t         step = scale_step(largest);
    lxw_chart_font  font = small_type();
    lxw_chart_line  grid = {.color = FACE_HAIRLINE, .width = 0.5F};
    lxw_chart_line  none = {.none = 1};
    lxw_chart_axis *names = drawing->chart->y_axis; // Bars lie: a long name has room.
    lxw_chart_axis *scale = drawing->chart->x_axis;
    chart_axis_set_num_font(names, &font);
    chart_axis_set_num_font(scale, &font);
    chart_axis_set_num_format(scale, scale_format(step));
    chart_axis_set_major_unit(scale, (double)(step / 100));
    chart_axis_major_gridlines_set_line(scale, &grid);
    chart_axis_set_line(scale, &none);
    chart_axis_set_label_position(names, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (chart->axis_from.pence > 0) {
        chart_axis_set_min(scale, (double)(chart->axis_from.pence / 100));
    }
    chart_axis_set_interval_unit(names, 1);
    chart_axis_set_reverse(names); // The first row on top, as in the table.
    chart_axis_set_crossing_max(names);
}

static void set_up_words(Drawing *drawing)
{
    const Chart   *chart = drawing->table->chart;
    lxw_chart_font title = {.size = TITLE_POINTS, .bold = LXW_TRUE, .color = FACE_NAVY};
    lxw_chart_font font = small_type();
    lxw_chart_line none = {.none = 1};
    chart_title_set_name(drawing->chart, arena_copy(drawing->arena, chart->title).data);
    chart_title_set_name_font(drawing->chart, &title);
    if (chart->kind != CHART_WATERFALL) { // There the labels' signs say it.
        chart_legend_set_position(drawing->chart, LXW_CHART_LEGEND_BOTTOM);
        chart_legend_set_font(drawing->chart, &font);
    }
    chart_chartarea_set_line(drawing->chart, &none);
}

static bool add_bars(Drawing *drawing)
{
    const Chart *chart = drawing->table->chart;
    for (size_t i = 0; i < chart->count; i++) {
        if (!add_series(drawing, chart->first + i)) return false;
        paint(drawing->series, i);
    }
    if (chart->kind == CHART_STACKED) chart_set_series_overlap(drawing->chart, 100);
    chart_set_series_gap(drawing->chart, GAP);
    return chart->spoken == 0 || speak(drawing);
}

// Short enough to stand in a bar: the exact amounts are in the table. Nil is silent, and so is
// what would read as "+£0.0m".
static const char *step_format(const Drawing *drawing, bool rises)
{
    static const char *const formats[][2] = {
        {"\"-£\"#,##0;;", "\"+£\"#,##0;;"},
        {"[>=50]\"-£\"#,##0.0,\"k\";\"\"", "[>=50]\"+£\"#,##0.0,\"k\";\"\""},
        {"[>=50000]\"-£\"#,##0.0,,\"m\";\"\"", "[>=50000]\"+£\"#,##0.0,,\"m\";\"\""}};
    int64_t largest = largest_pence(drawing->table) - drawing->table->chart->axis_from.pence;
    size_t  size = largest >= INT64_C(100000000) ? 2 : largest >= INT64_C(10000000) ? 1 : 0;
    return formats[size][rises];
}

// The foot is not drawn: what stands on it hangs between two sums.
static bool add_steps(Drawing *drawing)
{
    static const size_t shades[] = {0, 0, 2, 3}; // Of the foot, whole, rise, fall.
    const Chart        *chart = drawing->table->chart;
    lxw_chart_fill      clear = {.none = 1};
    lxw_chart_line      none = {.none = 1};
    lxw_chart_font      font = small_type();
    for (size_t i = 0; i < chart->count; i++) {
        if (!add_series(drawing, chart->first + i)) return false;
        if (i == 0) {
            chart_series_set_fill(drawing->series, &clear);
            chart_series_set_line(drawing->series, &none);
            continue;
        }
        paint(drawing->series, shades[i]);
        if (i == 1) continue;
        chart_series_set_labels(drawing->series);
        chart_series_set_labels_font(drawing->series, &font);
        chart_series_set_labels_num_format(drawing->series, step_format(drawing, i == 2));
    }
    chart_set_series_overlap(drawing->chart, 100);
    chart_set_series_gap(drawing->chart, GAP);
    chart_legend_set_position(drawing->chart, LXW_CHART_LEGEND_NONE);
    return true;
}

bool xlsx_chart(Arena *arena, lxw_workbook *book, lxw_worksheet *page, const Sheet *sheet,
                const Fit *fit)
{
    static const uint8_t types[] = {
        [CHART_STACKED] = LXW_CHART_BAR_STACKED,
        [CHART_SIDE] = LXW_CHART_BAR,
        [CHART_WATERFALL] = LXW_CHART_BAR_STACKED,
    };
    const Chart *chart = sheet->table->chart;
    Text         words = text_new(arena);
    Drawing      drawing = {.arena = arena, .table = sheet->table};
    drawing.sheet = arena_copy(arena, sheet->name).data;
    drawing.chart = workbook_add_chart(book, types[chart->kind]);
    drawing.first = LAYOUT_FIRST_ROW;
    drawing.last = (lxw_row_t)layout_last_body_row(sheet->table);
    if (!drawing.chart) return false;
    if (chart->kind == CHART_WATERFALL ? !add_steps(&drawing) : !add_bars(&drawing)) return false;
    set_up_axes(&drawing);
    set_up_words(&drawing);
    text_add(&words, chart->alternative);
    text_add_char(&words, '\0');
    lxw_chart_options options = {
        .x_offset = fit->picture.column > 0 ? 12 : 0,
        .x_scale = (double)fit->picture.width / 480.0, // Of the library's own size.
        .y_scale = (double)fit->picture.height / 288.0,
        .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
        .description = words.data,
    };
    return worksheet_insert_chart_opt(page, (lxw_row_t)fit->picture.row,
                                      (lxw_col_t)fit->picture.column, drawing.chart,
                                      &options) == LXW_NO_ERROR;
}
