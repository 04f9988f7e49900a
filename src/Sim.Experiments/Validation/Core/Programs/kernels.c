// Small kernels of the kinds that embedded benchmarks are made of, each between a pair of markers (slti x0, x0, 0x100+n and 0x200+n) behind
// runs that warm it up. As the benchmarks do, a kernel works on the same data each time, which predictors learn. Own code, of the sizes that
// the kinds are known by: lists of some 30 nodes, matrices of 9 x 9, text of some 600 characters.
typedef unsigned char u8;
typedef short s16;
typedef unsigned short u16;
typedef int s32;
typedef unsigned int u32;
typedef unsigned long u64;

#define BEGIN(n) __asm__ volatile("slti x0, x0, %0" ::"i"(0x100 + (n)) : "memory")
#define END(n) __asm__ volatile("slti x0, x0, %0" ::"i"(0x200 + (n)) : "memory")

static u32 seed = 12345;
static u32 next(void) { return seed = seed * 1664525u + 1013904223u; }

// 0 to 3: lists, matrices, a state machine, and all three with checksums as one program, of the work that CoreMark is described to do (EEMBC,
// "Exploring CoreMark"), in its sizes and shares, so that a core finds in it what it finds there.

#define KEPT __attribute__((noinline, noclone))
static volatile s32 zero = 0;
static volatile u32 rows = 9;

// CoreMark's own unsigned type costs a 64-bit machine an extension at each use as an index; some scores are of a port that makes it signed.
#ifdef SIGNED
typedef s32 count;
#else
typedef u32 count;
#endif

KEPT static u16 crc_u8(u8 data, u16 crc) {
    for (int bit = 0; bit < 8; bit++) {
        u8 differs = (u8)((data ^ crc) & 1);
        data >>= 1;
        if (differs) crc = (u16)(((crc ^ 0x4002) >> 1) | 0x8000);
        else crc >>= 1;
    }
    return crc;
}

static u16 crc_u16(u16 data, u16 crc) { return crc_u8((u8)(data >> 8), crc_u8((u8)data, crc)); }
KEPT static u16 crc_u32(u32 data, u16 crc) { return crc_u16((u16)(data >> 16), crc_u16((u16)data, crc)); }

// Matrices, whose size is not known to the compiler.
#define N 9
static s16 ma[N * N], mb[N * N];
static s32 mc[N * N];

KEPT static s16 matrix_sum(count n, s32 *c, s32 clip) {
    s32 total = 0, previous = 0;
    s16 result = 0;
    for (count i = 0; i < n; i++)
        for (count j = 0; j < n; j++) {
            s32 now = c[i * n + j];
            total += now;
            if (total > clip) { result = (s16)(result + 10); total = 0; }
            else result = (s16)(result + ((now > previous) ? 1 : 0));
            previous = now;
        }
    return result;
}

KEPT static void matrix_scale(count n, s32 *c, s16 *a, s16 k) { for (count i = 0; i < n; i++) for (count j = 0; j < n; j++) c[i * n + j] = (s32)a[i * n + j] * k; }
KEPT static void matrix_add(count n, s16 *a, s16 k) { for (count i = 0; i < n; i++) for (count j = 0; j < n; j++) a[i * n + j] = (s16)(a[i * n + j] + k); }
KEPT static void matrix_vector(count n, s32 *c, s16 *a, s16 *b) {
    for (count i = 0; i < n; i++) { c[i] = 0; for (count j = 0; j < n; j++) c[i] += (s32)a[i * n + j] * b[j]; }
}
KEPT static void matrix_matrix(count n, s32 *c, s16 *a, s16 *b) {
    for (count i = 0; i < n; i++)
        for (count j = 0; j < n; j++) { c[i * n + j] = 0; for (count k = 0; k < n; k++) c[i * n + j] += (s32)a[i * n + k] * b[k * n + j]; }
}
KEPT static void matrix_bits(count n, s32 *c, s16 *a, s16 *b) {
    for (count i = 0; i < n; i++)
        for (count j = 0; j < n; j++) {
            c[i * n + j] = 0;
            for (count k = 0; k < n; k++) { s32 t = (s32)a[i * n + k] * b[k * n + j]; c[i * n + j] += ((t >> 2) & 15) * ((t >> 5) & 127); }
        }
}

KEPT static s16 matrices(s16 k, u16 crc) {
    count n = (count)rows;
    s32 clip = (s32)0xf000 | k;
    matrix_add(n, ma, k);
    matrix_scale(n, mc, ma, k);
    crc = crc_u16((u16)matrix_sum(n, mc, clip), crc);
    matrix_vector(n, mc, ma, mb);
    crc = crc_u16((u16)matrix_sum(n, mc, clip), crc);
    matrix_matrix(n, mc, ma, mb);
    crc = crc_u16((u16)matrix_sum(n, mc, clip), crc);
    matrix_bits(n, mc, ma, mb);
    crc = crc_u16((u16)matrix_sum(n, mc, clip), crc);
    matrix_add(n, ma, (s16)-k);
    return (s16)crc;
}

// A state machine that tells numbers in a text from what is none.
static const char *const words[] = { "5012", "1234", "-874", "+122", "35.54400", ".1234500", "-110.700", "+0.64400", "5.500e+3", "-.123e-2", "-87e+832", "+0.6e-12", "T0.3e-1F", "-T.T++Tq", "1T3.4e4z", "34.0e-T^" };
#define TEXT 666
static char text[TEXT];
enum { START, INVALID, SIGN, INTEGER, FLOAT, EXPONENT, SCIENTIFIC, STATES };

static int digit(char c) { return c >= '0' && c <= '9'; }

KEPT static int transition(char **at, count *counts) {
    char *p = *at;
    int state = START;
    for (; *p && state != INVALID; p++) {
        char c = *p;
        if (c == ',') { p++; break; }
        switch (state) {
        case START:
            if (digit(c)) state = INTEGER;
            else if (c == '+' || c == '-') state = SIGN;
            else if (c == '.') state = FLOAT;
            else { state = INVALID; counts[INVALID]++; }
            counts[START]++;
            break;
        case SIGN:
            if (digit(c)) { state = INTEGER; counts[SIGN]++; }
            else if (c == '.') { state = FLOAT; counts[SIGN]++; }
            else { state = INVALID; counts[SIGN]++; }
            break;
        case INTEGER:
            if (c == '.') { state = FLOAT; counts[INTEGER]++; }
            else if (!digit(c)) { state = INVALID; counts[INTEGER]++; }
            break;
        case FLOAT:
            if (c == 'E' || c == 'e') { state = EXPONENT; counts[FLOAT]++; }
            else if (!digit(c)) { state = INVALID; counts[FLOAT]++; }
            break;
        case EXPONENT:
            if (c == '+' || c == '-') { state = SCIENTIFIC; counts[EXPONENT]++; }
            else { state = INVALID; counts[EXPONENT]++; }
            break;
        case SCIENTIFIC:
            if (!digit(c)) { state = INVALID; counts[INVALID]++; }
            break;
        }
    }
    *at = p;
    return state;
}

// Of eight words three are whole numbers, two have a point, two an exponent, and one is no number.
static void fill_text(void) {
    static const u8 kinds[8] = { 0, 0, 0, 1, 1, 2, 2, 3 };
    u32 n = 0;
    for (u32 i = 1;; i++) {
        const char *w = words[kinds[i & 7] * 4 + ((i >> 3) & 3)];
        if (n + (kinds[i & 7] ? 8 : 4) + 1 >= TEXT) break;
        while (*w) text[n++] = *w++;
        text[n++] = ',';
    }
    while (n < TEXT) text[n++] = 0;
}

KEPT static u16 states(s16 step, u16 crc) {
    count ends[STATES + 1], counts[STATES + 1];
    char *p = text;
    for (int i = 0; i <= STATES; i++) ends[i] = counts[i] = 0;
    while (*p) ends[transition(&p, counts)]++;
    for (p = text; p < text + TEXT; p += step) if (*p != ',') *p ^= (char)zero;
    p = text;
    while (*p) ends[transition(&p, counts)]++;
    for (p = text; p < text + TEXT; p += step) if (*p != ',') *p ^= (char)zero;
    for (int i = 0; i <= STATES; i++) { crc = crc_u32((u32)ends[i], crc); crc = crc_u32((u32)counts[i], crc); }
    return crc;
}

// Lists. An item's value tells what is to be computed of it, once; its upper half says how to make it as it was.
#define ITEMS 33
struct item { s16 value, index; };
struct node { struct node *next; struct item *item; };
static struct node nodes[ITEMS];
static struct item items[ITEMS];
static u16 check_of_all;

static void fill_list(void) {
    for (int i = 0; i < ITEMS; i++) {
        u16 value = (u16)((((i - 1) & 15) << 3) | ((i - 1) & 7));
        nodes[i].next = i < ITEMS - 1 ? &nodes[i + 1] : 0;
        nodes[i].item = &items[i];
        items[i].value = (s16)(i == 0 || i == ITEMS - 1 ? 0x8080 : (value << 8) | value);
        items[i].index = (s16)(i == ITEMS - 1 ? 0x7fff : i < 7 ? i : 0x3fff & (((i & 7) << 8) | i));
    }
}

KEPT static s16 evaluate(s16 *value, int whole) {
    s16 v = *value, type = (s16)((v >> 3) & 15), result = v;
    if ((v >> 7) & 1) return (s16)(v & 0x7f);
    type = (s16)(type | type << 4);
    if (whole)
        switch (v & 7) {
        case 0: result = (s16)states(type < 0x22 ? 0x22 : type, check_of_all); break;
        case 1: result = matrices(type, check_of_all); break;
        }
    check_of_all = crc_u16((u16)result, check_of_all);
    result &= 0x7f;
    *value = (s16)((v & 0xff00) | 0x80 | result);
    return result;
}

KEPT static s32 by_value(struct item *x, struct item *y, int whole) { return evaluate(&x->value, whole) - evaluate(&y->value, whole); }

KEPT static s32 by_index(struct item *x, struct item *y, int whole) {
    x->value = (s16)((x->value & 0xff00) | ((x->value >> 8) & 0xff));
    y->value = (s16)((y->value & 0xff00) | ((y->value >> 8) & 0xff));
    return x->index - y->index;
}

static struct node *find(struct node *list, s16 index, s16 value) {
    if (index >= 0)
        while (list && list->item->index != index) list = list->next;
    else
        while (list && (list->item->value & 0xff) != value) list = list->next;
    return list;
}

static struct node *reverse(struct node *list) {
    struct node *done = 0;
    while (list) {
        struct node *rest = list->next;
        list->next = done;
        done = list;
        list = rest;
    }
    return done;
}

KEPT static struct node *merge_sort(struct node *list, s32 (*compare)(struct item *, struct item *, int), int whole) {
    for (int size = 1;; size *= 2) {
        struct node *p = list, *tail = 0;
        int merges = 0;
        list = 0;
        while (p) {
            merges++;
            struct node *q = p;
            int ps = 0, qs = size;
            for (int i = 0; i < size; i++) {
                ps++;
                q = q->next;
                if (!q) break;
            }
            while (ps > 0 || (qs > 0 && q)) {
                struct node *e;
                if (ps == 0) { e = q; q = q->next; qs--; }
                else if (qs == 0 || !q) { e = p; p = p->next; ps--; }
                else if (compare(p->item, q->item, whole) <= 0) { e = p; p = p->next; ps--; }
                else { e = q; q = q->next; qs--; }
                if (tail) tail->next = e; else list = e;
                tail = e;
            }
            p = q;
        }
        tail->next = 0;
        if (merges <= 1) return list;
    }
}

KEPT static u16 work_on_list(s16 index, int whole) {
    u16 result = 0, found = 0, missed = 0;
    struct node *list = nodes;
    for (s16 i = 0; i < 102; i++) {
        struct node *at = find(list, index, (s16)(i & 0xff));
        list = reverse(list);
        if (!at) {
            missed++;
            result = (u16)(result + ((list->next->item->value >> 8) & 1));
        } else {
            found++;
            if (at->item->value & 1) result = (u16)(result + ((at->item->value >> 9) & 1));
            if (at->next) { struct node *moved = at->next; at->next = moved->next; moved->next = list->next; list->next = moved; }
        }
        if (index >= 0) index++;
    }
    result = (u16)(result + found * 4 - missed);
    if (index > 0) list = merge_sort(list, by_value, whole);
    for (struct node *at = list->next; at; at = at->next) result = crc_u16((u16)list->item->value, result);
    list = merge_sort(list, by_index, whole);
    for (struct node *at = list->next; at; at = at->next) result = crc_u16((u16)list->item->value, result);
    return result;
}

static u32 lists(int whole) {
    check_of_all = 0;
    check_of_all = crc_u16(work_on_list(1, whole), check_of_all);
    check_of_all = crc_u16(work_on_list(-1, whole), check_of_all);
    return check_of_all;
}

// 4: a checksum by table.
static u32 crc_table[256];
static u8 bytes[1024];
static u32 crc32(void) {
    u32 crc = ~0u;
    for (int i = 0; i < 1024; i++) crc = (crc >> 8) ^ crc_table[(crc ^ bytes[i]) & 0xff];
    return ~crc;
}

// 5: a filter.
static s16 taps[64], samples[256];
static u32 filter(void) {
    s32 total = 0;
    for (int i = 0; i < 160; i++) {
        s32 sum = 0;
        for (int j = 0; j < 64; j++) sum += taps[j] * samples[i + j];
        total ^= sum >> 4;
    }
    return (u32)total;
}

// 6: decoding a bit stream by a tree.
static u8 tree[128][2], stream[512];
static u32 decode(void) {
    u32 sum = 0;
    int node = 0;
    for (int i = 0; i < 512 * 8; i++) {
        node = tree[node][(stream[i >> 3] >> (i & 7)) & 1];
        if (node >= 120) { sum = sum * 31 + (u32)node; node = 0; }
    }
    return sum;
}

// 7: matrices of 20 x 20.
static s32 x20[20][20], y20[20][20], z20[20][20];
static u32 matmul(void) {
    for (int i = 0; i < 20; i++)
        for (int j = 0; j < 20; j++) { z20[i][j] = 0; for (int k = 0; k < 20; k++) z20[i][j] += x20[i][k] * y20[k][j]; }
    return (u32)z20[19][19];
}

// 8: a net of many small conditions.
static int places[32];
static u32 net(void) {
    for (int round = 0; round < 60; round++)
        for (int i = 0; i < 32; i++)
            if (places[i] > 2 && places[(i + 7) & 31] < 8) { places[i] -= 2; places[(i + 5) & 31]++; places[(i + 11) & 31]++; }
            else if (places[(i + 3) & 31] > 5) places[(i + 3) & 31]--;
    return (u32)places[0];
}

// 9: rounds of a cipher by table.
static u32 boxes[4][256];
static u32 cipher(void) {
    u32 a = 1, b = 2, c = 3, d = 4;
    for (int round = 0; round < 160; round++) {
        u32 e = boxes[0][a & 255] ^ boxes[1][(b >> 8) & 255] ^ boxes[2][(c >> 16) & 255] ^ boxes[3][d >> 24] ^ (u32)round;
        u32 f = boxes[0][b & 255] ^ boxes[1][(c >> 8) & 255] ^ boxes[2][(d >> 16) & 255] ^ boxes[3][a >> 24];
        u32 g = boxes[0][c & 255] ^ boxes[1][(d >> 8) & 255] ^ boxes[2][(a >> 16) & 255] ^ boxes[3][b >> 24];
        d = boxes[0][d & 255] ^ boxes[1][(a >> 8) & 255] ^ boxes[2][(b >> 16) & 255] ^ boxes[3][c >> 24];
        a = e; b = f; c = g;
    }
    return a ^ b ^ c ^ d;
}

// 10: sorting.
static s32 keys[300];
static u32 sorting(int round) {
    seed = (u32)round;
    for (int i = 0; i < 300; i++) keys[i] = (s32)(next() >> 8);
    for (int gap = 150; gap > 0; gap /= 2)
        for (int i = gap; i < 300; i++) {
            s32 key = keys[i];
            int j = i;
            for (; j >= gap && keys[j - gap] > key; j -= gap) keys[j] = keys[j - gap];
            keys[j] = key;
        }
    return (u32)keys[150];
}

// 11: bodies that attract each other, in double precision.
static double px[5], py[5], pz[5], vx[5], vy[5], vz[5];
static u32 bodies(void) {
    for (int step = 0; step < 20; step++) {
        for (int i = 0; i < 5; i++)
            for (int j = i + 1; j < 5; j++) {
                double dx = px[i] - px[j], dy = py[i] - py[j], dz = pz[i] - pz[j], root;
                double square = dx * dx + dy * dy + dz * dz + 0.01;
                __asm__("fsqrt.d %0, %1" : "=f"(root) : "f"(square));
                double force = 0.001 / (square * root);
                vx[i] -= dx * force; vy[i] -= dy * force; vz[i] -= dz * force;
                vx[j] += dx * force; vy[j] += dy * force; vz[j] += dz * force;
            }
        for (int i = 0; i < 5; i++) { px[i] += 0.01 * vx[i]; py[i] += 0.01 * vy[i]; pz[i] += 0.01 * vz[i]; }
    }
    return (u32)(px[0] * 1000);
}

// 12: searching words in text.
static u32 search(void) {
    u32 hits = 0;
    for (int w = 0; w < 16; w++)
        for (char *p = text; *p; p++) {
            const char *q = words[w], *r = p;
            while (*q && *q == *r) { q++; r++; }
            hits += !*q;
        }
    return hits;
}

static void prepare(void) {
    for (u32 i = 0; i < 256; i++) {
        u32 c = i;
        for (int k = 0; k < 8; k++) c = (c >> 1) ^ (0xEDB88320u & (0u - (c & 1)));
        crc_table[i] = c;
    }
    for (int i = 0; i < 1024; i++) bytes[i] = (u8)(next() >> 24);
    for (int i = 0; i < 64; i++) taps[i] = (s16)(next() >> 20);
    for (int i = 0; i < 256; i++) samples[i] = (s16)(next() >> 20);
    for (int i = 0; i < 128; i++) { tree[i][0] = (u8)(i * 2 + 1 < 120 ? i * 2 + 1 : 120 + (i & 7)); tree[i][1] = (u8)(i * 2 + 2 < 120 ? i * 2 + 2 : 120 + (i & 7)); }
    for (int i = 0; i < 512; i++) stream[i] = (u8)((next() >> 24) & (next() >> 24));
    for (int i = 0; i < 20; i++) for (int j = 0; j < 20; j++) { x20[i][j] = (s32)(next() >> 24); y20[i][j] = (s32)(next() >> 24); }
    for (int i = 0; i < 32; i++) places[i] = (int)(next() >> 29);
    for (int t = 0; t < 4; t++) for (int i = 0; i < 256; i++) boxes[t][i] = next();
    for (int i = 0; i < 5; i++) { px[i] = i; py[i] = i * 0.5; pz[i] = 2 - i; vx[i] = vy[i] = vz[i] = 0; }
    for (int i = 0; i < N * N; i++) { ma[i] = (s16)((next() >> 20) & 0xff); mb[i] = (s16)((next() >> 20) & 0xff); }
    fill_text();
    fill_list();
}

#define KERNEL(n, call) do { for (int w = 0; w < WARM; w++) check += (call); BEGIN(n); for (int w = 0; w < REPEAT; w++) check += (call); END(n); } while (0)
#define WARM 20
#define REPEAT 10

int main(void) {
    u32 check = 0;
    prepare();
    KERNEL(0, lists(0));
    KERNEL(1, (u16)matrices(0x22, 0));
    KERNEL(2, states(0x22, 0));
    KERNEL(3, lists(1));
    KERNEL(4, crc32());
    KERNEL(5, filter());
    KERNEL(6, decode());
    KERNEL(7, matmul());
    KERNEL(8, net());
    KERNEL(9, cipher());
    KERNEL(10, sorting(1));
    KERNEL(11, bodies());
    KERNEL(12, search());
    return check == CHECK ? 0 : 1;
}
