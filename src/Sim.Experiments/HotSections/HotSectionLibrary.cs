using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.CoreEmulator.Isa;
using Sim.Hosts.Costs;
using Sim.Kernel;

namespace Sim.Experiments.HotSections;

/// <summary>All hot sections. What each does, its program's source says; numbers are the markers there.</summary>
internal static class HotSectionLibrary
{
    /// <summary>The empty pair of markers, which each program has as section 0.</summary>
    public const string Empty = "empty";

    private const string RandomAccess = "random-access";
    private const int Accesses = 64;
    private static readonly HotProgram Pages = new("pages", 1);
    private static readonly HotProgram Copies = new("copies", 1);
    private static readonly HotProgram Compress = new("compress", 1);
    private static readonly HotProgram Locks = new("locks", 4);
    private static readonly HotProgram Threads = new("threads", 1);
    private static readonly HotProgram Rings = new("rings", 2);
    private static readonly HotProgram Exits = new("exits", 1) { Needs = Extensions.H };
    private static readonly HotProgram Ipi = new("ipi", 2) { Needs = Extensions.H };
    private static readonly HotProgram Walks = new("walks", 1) { Needs = Extensions.H };
    private static readonly HotProgram Footprint = new("footprint", 1, 128UL << 20) { Needs = Extensions.H };
    private static readonly HotProgram Integer = new("integer", 1) { Needs = Extensions.H };
    private static readonly HotProgram Corunners = new("corunners", 4, 192UL << 20);
    private static readonly HotProgram Shadow = new("shadow", 1) { Needs = Extensions.H };
    private static readonly HotProgram Deprivileged = new("deprivileged", 1);

    /// <summary>The sections, by program and number.</summary>
    public static IReadOnlyList<HotSection> All { get; } =
    [
        Warm(Pages, 0, Empty),
        .. OfExits(),
        Warm(Ipi, 1, "virtual-ipi", "part=send"),
        Warm(Ipi, 2, "virtual-ipi", "part=delivery", crosses: true),
        .. OfWalks(),
        .. OfFootprints(),
        Warm(Integer, 1, "integer-program", "mode=hs;page=4KiB"),
        Warm(Integer, 2, "integer-program", "mode=vs;guest=4KiB;host=4KiB"),
        .. OfShadow(),
        .. OfDeprivileged(),
        .. OfPages(),
        .. OfCopies(),
        Warm(Compress, 1, "page-compress", "content=text"),
        Warm(Compress, 2, "page-decompress", "content=text"),
        Warm(Compress, 3, "page-compress", "content=numbers"),
        Warm(Compress, 4, "page-decompress", "content=numbers"),
        .. OfLocks(),
        .. OfCorunners(),
        Warm(Threads, 1, "thread-switch", "registers=kept;fp=no", 2),
        Warm(Threads, 2, "thread-switch", "registers=kept;fp=yes", 2),
        Warm(Threads, 3, "thread-switch", "registers=all;fp=no", 2),
        Warm(Threads, 4, "thread-switch", "registers=all;fp=yes", 2),
        .. OfRings(),
    ];

    /// <summary>The names of the sections, each once.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(section => section.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>The sections of these names; all where none is given.</summary>
    /// <exception cref="InputException">A name is unknown.</exception>
    public static IReadOnlyList<HotSection> Choose(IReadOnlyList<string> names)
    {
        InputError[] faults = [.. names.Where(name => !Names.Contains(name, StringComparer.Ordinal)).Select(Unknown)];
        return faults.Length > 0
            ? throw new InputException(faults)
            : names.Count == 0 ? All : [.. All.Where(section => names.Contains(section.Name, StringComparer.Ordinal))];
    }

    private static InputError Unknown(string name)
    {
        string hint = Edits.Nearest(name, Names) is { } nearest ? $"did you mean '{nearest}'?" : "there are " + string.Join(", ", Names);
        return new InputError("", 0, 0, $"section '{name}' unknown; {hint}");
    }

    private static IEnumerable<HotSection> OfExits() =>
    [
        Warm(Exits, 1, "exit-null", "switch=quick"),
        Warm(Exits, 19, "exit-null", "switch=minimal"),
        Warm(Exits, 2, "exit-null", "switch=full"),
        Warm(Exits, 3, "exit-null", "switch=reload"),
        Cold(Exits, 18, "exit-null", "switch=full"),
        Warm(Exits, 20, "exit-device", "handler=minimal;access=store;decode=htinst"),
        Warm(Exits, 21, "exit-device", "handler=minimal;access=load;decode=htinst"),
        Warm(Exits, 4, "exit-device", "handler=kernel;access=store;decode=htinst"),
        Warm(Exits, 5, "exit-device", "handler=kernel;access=load;decode=htinst"),
        Warm(Exits, 6, "exit-device", "handler=kernel;access=store;decode=code"),
        Warm(Exits, 7, "exit-device", "handler=kernel;access=load;decode=code"),
        Warm(Exits, 8, "exit-device", "handler=user;access=store;decode=htinst"),
        Warm(Exits, 9, "exit-device", "handler=user;access=load;decode=htinst"),
        Warm(Exits, 10, "exit-device", "handler=process;access=store;decode=htinst"),
        Warm(Exits, 11, "exit-device", "handler=process;access=load;decode=htinst"),
        Warm(Exits, 12, "timer-injection"),
        Warm(Exits, 13, "guest-page-fault", "zeroes=no"),
        Warm(Exits, 14, "guest-page-fault", "zeroes=yes"),
        Warm(Exits, 15, "hypercall-batch", "batch=1"),
        Warm(Exits, 16, "hypercall-batch", "batch=8", 8),
        Warm(Exits, 17, "hypercall-batch", "batch=64", 64),
    ];

    private static IEnumerable<HotSection> OfFootprints() =>
    [
        Warm(Footprint, 1, RandomAccess, "translation=native;page=4KiB;span=16GiB", Accesses),
        Warm(Footprint, 2, RandomAccess, "translation=nested;guest=4KiB;host=4KiB;span=16GiB", Accesses),
    ];

    private static IEnumerable<HotSection> OfWalks()
    {
        string[] parameters =
        [
            "translation=none",
            "translation=native;page=4KiB;span=256MiB",
            "translation=native;page=2MiB;span=8GiB",
            "translation=nested;guest=4KiB;host=4KiB;span=256MiB",
            "translation=nested;guest=4KiB;host=2MiB;span=256MiB",
            "translation=nested;guest=2MiB;host=4KiB;span=8GiB",
            "translation=nested;guest=2MiB;host=2MiB;span=8GiB",
            "translation=shadow;page=4KiB;span=256MiB",
            "translation=shadow;page=2MiB;span=8GiB",
            "translation=native;page=2MiB;span=256MiB",
            "translation=nested;guest=2MiB;host=2MiB;span=256MiB",
        ];
        return parameters.Select((text, i) => Warm(Walks, i + 1, RandomAccess, text, Accesses));
    }

    private static IEnumerable<HotSection> OfShadow() =>
    [
        Warm(Shadow, 1, "page-table-write", "translation=shadow;fence=no"),
        Warm(Shadow, 2, "page-table-write", "translation=shadow;fence=yes"),
        Warm(Shadow, 3, "shadow-fill"),
        Warm(Shadow, 4, "guest-own-fault", "translation=shadow"),
        Warm(Shadow, 5, "address-space-switch", "translation=shadow"),
        Warm(Shadow, 6, "page-table-write", "translation=nested;fence=yes"),
        Warm(Shadow, 7, "guest-own-fault", "translation=nested"),
        Warm(Shadow, 8, "address-space-switch", "translation=nested"),
    ];

    private static IEnumerable<HotSection> OfDeprivileged() =>
    [
        Warm(Deprivileged, 1, "emulate", "instruction=csr-read"),
        Warm(Deprivileged, 2, "emulate", "instruction=csr-write"),
        Warm(Deprivileged, 3, "emulate", "instruction=sret"),
        Warm(Deprivileged, 4, "emulate", "instruction=wfi"),
        Warm(Deprivileged, 5, "monitor-call"),
        Warm(Deprivileged, 6, "privileged-block", "by=emulation"),
        Warm(Deprivileged, 7, "translate-block"),
        Warm(Deprivileged, 8, "privileged-block", "by=translation"),
        Warm(Deprivileged, 9, "privileged-block", "by=hardware"),
    ];

    private static IEnumerable<HotSection> OfPages() =>
    [
        .. Both(Pages, 1, "page-zero"),
        .. Both(Pages, 3, "page-copy"),
        .. Both(Pages, 5, "page-compare", "differs=never"),
        .. Both(Pages, 7, "page-compare", "differs=first"),
        .. Both(Pages, 9, "page-compare", "differs=middle"),
        .. Both(Pages, 11, "page-hash", "algorithm=fnv1a-64"),
        .. Both(Pages, 13, "page-hash", "algorithm=xxhash64"),
        .. Both(Pages, 15, "page-hash", "algorithm=crc32-table"),
        .. Both(Pages, 17, "page-hash", "algorithm=crc32-slicing8"),
    ];

    private static IEnumerable<HotSection> OfCopies()
    {
        int[] sizes = [64, 256, 1024, 4096, 16384, 65536];
        return sizes.SelectMany((size, i) => Both(Copies, 1 + (2 * i), "memcpy", string.Create(CultureInfo.InvariantCulture, $"bytes={size}")));
    }

    private static IEnumerable<HotSection> OfLocks()
    {
        const int MostHarts = 4;
        string[] kinds = ["spin", "ticket", "mcs"];
        return kinds.SelectMany((kind, i) => Enumerable.Range(1, MostHarts).Select(harts =>
            Warm(Locks, (MostHarts * i) + harts, "lock-handoff", string.Create(CultureInfo.InvariantCulture, $"lock={kind};harts={harts}"), crosses: true)));
    }

    private static IEnumerable<HotSection> OfCorunners()
    {
        const int ChaseAccesses = 256;
        string[] sets = ["64KiB", "2MiB"];
        int[] neighbours = [0, 1, 3];
        return sets.SelectMany((set, i) => neighbours.Select((count, k) => Warm(
            Corunners, (neighbours.Length * i) + k + 1, "shared-cache", string.Create(CultureInfo.InvariantCulture, $"set={set};neighbours={count}"), ChaseAccesses)));
    }

    private static IEnumerable<HotSection> OfRings()
    {
        int[] batches = [1, 16, 64];
        return Enumerable.Range(1, 2).SelectMany(harts => batches.Select((batch, i) =>
            Warm(Rings, (batches.Length * (harts - 1)) + i + 1, "descriptor-ring", string.Create(CultureInfo.InvariantCulture, $"harts={harts};batch={batch}"), batch)));
    }

    private static IEnumerable<HotSection> Both(HotProgram program, int marker, string name, string parameters = "") =>
        [Warm(program, marker, name, parameters), Cold(program, marker + 1, name, parameters)];

    private static HotSection Cold(HotProgram program, int marker, string name, string parameters = "") =>
        Warm(program, marker, name, parameters) with { Mode = CostTable.Cold };

    private static HotSection Warm(HotProgram program, int marker, string name, string parameters = "", int operations = 1, bool crosses = false) => new()
    {
        Name = name,
        Mode = CostTable.Warm,
        Parameters = parameters,
        Program = program,
        Marker = marker,
        Operations = operations,
        Crosses = crosses,
    };
}
