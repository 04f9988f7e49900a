// Linked lists, integer matrices, a state machine over text, CRC: the kinds of work that embedded benchmarks are made of.
#define ROUNDS 400
struct node { struct node *next; short key, value; };
static struct node pool[512];
static short m[2][20][20];
static int product[20][20];
static const char text[] = "5012,1.2e3,-874,+122,-.2E4,T0.3e-1F,-T.T++Tq,-110.700,0x1f,7.e-2,+,nan,83,";

static unsigned short crc16(unsigned short value, unsigned short crc) {
    for (int i = 0; i < 16; i++) {
        int bit = (value ^ crc) & 1;
        crc >>= 1;
        value >>= 1;
        if (bit) crc ^= 0xA001;
    }
    return crc;
}

static struct node *merge(struct node *x, struct node *y, int by_key) {
    struct node head, *tail = &head;
    while (x && y) {
        int first = by_key ? x->key <= y->key : x->value <= y->value;
        struct node **taken = first ? &x : &y;
        tail->next = *taken;
        tail = *taken;
        *taken = (*taken)->next;
    }
    tail->next = x ? x : y;
    return head.next;
}

static struct node *sort(struct node *list, int n, int by_key) {
    if (n == 1) { list->next = 0; return list; }
    struct node *half = list;
    for (int i = 0; i < n / 2; i++) half = half->next;
    struct node *upper = sort(half, n - n / 2, by_key);
    return merge(sort(list, n / 2, by_key), upper, by_key);
}

static unsigned short lists(unsigned short crc, int round) {
    for (int i = 0; i < 512; i++) {
        pool[i].next = i < 511 ? &pool[i + 1] : 0;
        pool[i].key = (short)((i * 7919 + round * 13) & 0x3FF);
        pool[i].value = (short)((i * 104729 + round) & 0x7FF);
    }
    struct node *list = sort(sort(pool, 512, 1), 512, 0);
    int found = 0;
    for (int k = 0; k < 16; k++)
        for (struct node *p = list; p; p = p->next)
            if (p->key == k * 61) { found += p->value; break; }
    for (struct node *p = list; p; p = p->next) crc = crc16((unsigned short)p->value, crc);
    return crc16((unsigned short)found, crc);
}

static unsigned short matrices(unsigned short crc, int round) {
    for (int i = 0; i < 20; i++)
        for (int j = 0; j < 20; j++) { m[0][i][j] = (short)(i * j + round); m[1][i][j] = (short)(i - j); }
    for (int i = 0; i < 20; i++)
        for (int j = 0; j < 20; j++) {
            int sum = 0;
            for (int k = 0; k < 20; k++) sum += m[0][i][k] * m[1][k][j];
            product[i][j] = sum;
        }
    for (int i = 0; i < 20; i++) crc = crc16((unsigned short)product[i][(i * 3) % 20], crc);
    return crc;
}

static unsigned short states(unsigned short crc) {
    enum { START, SIGN, INTEGER, FRACTION, EXPONENT, INVALID } state = START;
    int counts[6] = {0};
    for (const char *p = text; *p; p++) {
        char ch = *p;
        if (ch == ',') { counts[state]++; state = START; continue; }
        int digit = ch >= '0' && ch <= '9';
        switch (state) {
        case START: state = digit ? INTEGER : ch == '+' || ch == '-' ? SIGN : ch == '.' ? FRACTION : INVALID; break;
        case SIGN: state = digit ? INTEGER : ch == '.' ? FRACTION : INVALID; break;
        case INTEGER: state = digit ? INTEGER : ch == '.' ? FRACTION : ch == 'e' || ch == 'E' ? EXPONENT : INVALID; break;
        case FRACTION: state = digit ? FRACTION : ch == 'e' || ch == 'E' ? EXPONENT : INVALID; break;
        case EXPONENT: state = digit || ch == '-' || ch == '+' ? EXPONENT : INVALID; break;
        default: break;
        }
    }
    for (int i = 0; i < 6; i++) crc = crc16((unsigned short)counts[i], crc);
    return crc;
}

int main(void) {
    unsigned short crc = 0;
    for (int round = 0; round < ROUNDS; round++) {
        crc = lists(crc, round);
        crc = matrices(crc, round);
        for (int i = 0; i < 8; i++) crc = states(crc);
    }
    return crc == 0xC652 ? 0 : 3;
}
