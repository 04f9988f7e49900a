using System.Collections.Generic;
using System.Globalization;
using Sim.Hosts.Costs;

namespace Sim.Experiments.HotSections;

/// <summary>The ratios by which virtualisation hardware and hypervisors are compared, of a cost table, beside published ones.</summary>
/// <remarks>
/// Cycles of different cores cannot be compared, ratios of operations on one core can. Figures: <c>cycle-level.md</c>, section 5; those marked "recalled"
/// there are marked here.
/// </remarks>
internal static class ExitRatios
{
    private const string Altra = "kvm-unit-tests micro-bench, lkml 2024-10";
    private const string NestedKvm = "P. Bonzini, \"[PATCH 00/43] VMX optimizations\", lkml 2019";
    private const string Agesen = "O. Agesen et al., \"Software Techniques for Avoiding Hardware Virtualization Exits\", USENIX ATC 2012, table 1";
    private const string Vmware = "VMware, \"Performance Evaluation of Intel EPT Hardware Assist\", 2009, abstract";
    private const string Dall = "C. Dall et al., \"ARM Virtualization: Performance and Architectural Implications\", ISCA 2016 (recalled)";
    private const string Counted = "(g + 1)(h + 1) - 1 references of a miss without walk caches, g and h levels";
    private const string SagePte = "SagePTE (MICRO), artifact, parse_walk_stats.py: reference values from the paper";
    private const string Vexii = "SpinalHDL/VexiiRiscv, pull request 120: CoreMark 186.811134 and 136.425648 iterations a second";
    private const string Shape = "cycle-level.md, section 5.1: exits to a user-space VMM, of the figures beside it";
    private const string Kernel = "handler=kernel;access=load;decode=htinst";
    private const string User = "handler=user;access=load;decode=htinst";
    private const string FullSwitch = "switch=full";
    private const string MinimalSwitch = "switch=minimal";
    private const string NativeSmall = "translation=native;page=4KiB;span=256MiB";
    private const string NestedSmall = "translation=nested;guest=4KiB;host=4KiB;span=256MiB";
    private const string NestedLarge = "translation=nested;guest=2MiB;host=2MiB;span=8GiB";
    private const string NativeWide = "translation=native;page=4KiB;span=16GiB";
    private const string NestedWide = "translation=nested;guest=4KiB;host=4KiB;span=16GiB";
    private const string RandomAccess = "random-access";
    private const string IntegerProgram = "integer-program";
    private const string SharedCache = "shared-cache";
    private const string ShadowSmall = "translation=shadow;page=4KiB;span=256MiB";

    /// <summary>The ratios of a table.</summary>
    public static IReadOnlyList<ExitRatio> Of(CostTable table) =>
    [
        .. Exits(table), .. Interrupts(table), .. Walks(table), .. WideWalks(table), .. Guests(table), .. Shadow(table), .. Paravirtual(table),
    ];

    private static IEnumerable<ExitRatio> Exits(CostTable table)
    {
        double call = Cycles(table, "exit-null", FullSwitch);
        double kernel = Cycles(table, "exit-device", Kernel);
        double user = Cycles(table, "exit-device", User);
        yield return new("null hypercall, cycles", call,
        [
            new(784, "Intel Sandy Bridge, exit and entry by hardware alone", Agesen),
            new(3963, "Intel Prescott, the same", Agesen),
            new(1559, "KVM vmcall, Intel Skylake-SP", "Wanpeng Li, lkml 2020"),
        ]);
        yield return new("null hypercall, minimal, cycles", Cycles(table, "exit-null", MinimalSwitch), []);
        PublishedFigure[] hosted =
        [
            new(1683.0 / 451, "Ampere Altra, KVM 6.12: MMIO to user space, to the kernel's vGIC", Altra),
            new(46747.0 / 15218, "KVM nested, x86: inl_from_qemu, inl_from_kernel", NestedKvm),
        ];
        yield return Ratio("user-space exit : in-kernel exit", user, kernel, hosted, new RatioBand(3, 6, Shape));
        yield return Ratio("user-space exit : null hypercall", user, call, [new(1683.0 / 306, "Ampere Altra, KVM 6.12", Altra)]);
        yield return Ratio("in-kernel exit : null hypercall", kernel, call, [new(451.0 / 306, "Ampere Altra, KVM 6.12", Altra)]);
    }

    private static IEnumerable<ExitRatio> Interrupts(CostTable table)
    {
        double call = Cycles(table, "exit-null", FullSwitch);
        yield return Ratio("timer interrupt : null hypercall", Cycles(table, "timer-injection", ""), call, [new(902.0 / 306, "Ampere Altra, KVM 6.12", Altra)]);
        PublishedFigure[] interrupts =
        [
            new(1926.0 / 306, "Ampere Altra, KVM 6.12", Altra),
            new(11557.0 / 6500, "KVM on Arm, without VHE", Dall),
            new(5230.0 / 1300, "KVM on x86", Dall),
        ];
        RatioBand band = new(11557.0 / 6500, 1926.0 / 306, "least and most of the figures beside it");
        yield return Ratio("virtual IPI : null hypercall", Cycles(table, "virtual-ipi", "part=delivery"), call, interrupts, band);
    }

    private static IEnumerable<ExitRatio> Walks(CostTable table)
    {
        double nested = Walk(table, NestedSmall);
        double native = Walk(table, NativeSmall);
        PublishedFigure[] counted =
        [
            new(15.0 / 3, "Sv39 under Sv39x4, all from memory", Counted),
            new(24.0 / 4, "x86-64, 4 levels each", Counted),
        ];
        RatioBand band = new(1, 15.0 / 3, "from a host's part that costs nothing to one without walk caches");
        yield return Ratio("2-D walk : 1-D walk, 4 KiB", nested, native, counted, band);
        yield return Ratio("4 KiB : 2 MiB, 2-D walk", nested, Walk(table, NestedLarge),
        [
            new(15.0 / 8, "Sv39 under Sv39x4, leaves of 2 MiB at both stages", Counted),
        ]);
        yield return Ratio("4 KiB : 2 MiB, 1-D walk", native, Walk(table, "translation=native;page=2MiB;span=8GiB"), [new(3.0 / 2, "Sv39", Counted)]);
    }

    private static IEnumerable<ExitRatio> WideWalks(CostTable table)
    {
        CostRow? wide = Row(table, NestedWide);
        yield return Ratio("2-D walk : 1-D walk, 4 KiB, 16 GiB", Walk(table, NestedWide), Walk(table, NativeWide), [new(15.0 / 3, "Sv39 under Sv39x4, all from memory", Counted)]);
        PublishedFigure[] finals =
        [
            new(0.476, "gups, 3 levels each", SagePte),
            new(0.442, "gups, 4 levels each", SagePte),
            new(0.352, "xsbench, 3 levels each", SagePte),
        ];

        // 35 to 48 of a hundred, to the nearest one.
        RatioBand band = new(0.345, 0.485, "SagePTE, all workloads but graph500, which has 0.21 and 0.28");
        yield return Ratio("final host walk : 2-D walk, 16 GiB", wide?.WalkFinalCycles ?? double.NaN, wide?.WalkCycles ?? double.NaN, finals, band);
        yield return Ratio("walking : all time, guest, 4 KiB, 16 GiB", wide?.WalkCycles ?? double.NaN, wide?.CyclesMean ?? double.NaN,
        [
            new(0.963, "gups", SagePte),
            new(0.614, "xsbench", SagePte),
        ]);
        CostRow? large = Row(table, NestedLarge);
        yield return Ratio("walking : all time, guest, 2 MiB, 8 GiB", large?.WalkCycles ?? double.NaN, large?.CyclesMean ?? double.NaN,
        [
            new(0.945, "gups, transparent huge pages", SagePte),
            new(0.256, "xsbench, transparent huge pages", SagePte),
        ]);
    }

    private static IEnumerable<ExitRatio> Guests(CostTable table)
    {
        yield return Ratio(
            "integer program: guest : host, time",
            Cycles(table, IntegerProgram, "mode=vs;guest=4KiB;host=4KiB"),
            Cycles(table, IntegerProgram, "mode=hs;page=4KiB"),
            [new(186.811134 / 136.425648, "VexiiRiscv on an FPGA", Vexii)]);
        foreach (int neighbours in (int[])[1, 3])
        {
            yield return Ratio(
                string.Create(CultureInfo.InvariantCulture, $"shared cache, 2 MiB: beside {neighbours} : alone"),
                Cycles(table, SharedCache, string.Create(CultureInfo.InvariantCulture, $"set=2MiB;neighbours={neighbours}")),
                Cycles(table, SharedCache, "set=2MiB;neighbours=0"),
                []);
        }
    }

    private static IEnumerable<ExitRatio> Shadow(CostTable table)
    {
        yield return Ratio(
            "shadow : nested, walk",
            Walk(table, ShadowSmall),
            Walk(table, NestedSmall),
            [new(3.0 / 15, "Sv39", Counted)],
            new RatioBand(3.0 / 15, 1, "from walks without walk caches to a host's part that costs nothing"));
        yield return Ratio(
            "shadow : nested, page-table update",
            Cycles(table, "page-table-write", "translation=shadow;fence=yes"),
            Cycles(table, "page-table-write", "translation=nested;fence=yes"),
            [new(7, "micro-benchmarks bound by page tables gain up to 600 % from nested paging", Vmware)]);
        yield return Ratio(
            "shadow : nested, guest's own page fault",
            Cycles(table, "guest-own-fault", "translation=shadow"),
            Cycles(table, "guest-own-fault", "translation=nested"),
            [new(7, "micro-benchmarks bound by page tables gain up to 600 % from nested paging", Vmware)]);
    }

    private static IEnumerable<ExitRatio> Paravirtual(CostTable table)
    {
        double trap = Cycles(table, "exit-device", Kernel);
        yield return Ratio("paravirtual operation, 64 a call : trap", Cycles(table, "hypercall-batch", "batch=64"), trap, []);
        yield return Ratio("paravirtual operation, 1 a call : trap", Cycles(table, "hypercall-batch", "batch=1"), trap, []);
        yield return Ratio(
            "privileged code: emulated : translated",
            Cycles(table, "privileged-block", "by=emulation"),
            Cycles(table, "privileged-block", "by=translation"),
            []);
        yield return Ratio("guest exit with H : trap without H", Cycles(table, "exit-null", MinimalSwitch), Cycles(table, "monitor-call", ""), []);
    }

    private static double Cycles(CostTable table, string section, string parameters) => table.Find(section, parameters)?.CyclesMean ?? double.NaN;

    private static CostRow? Row(CostTable table, string parameters) => table.Find(RandomAccess, parameters);

    // By the walker's own clock: what surrounds an access differs from row to row, and hides a part of it.
    private static double Walk(CostTable table, string parameters) => Row(table, parameters) is { Walks: > 0 } row ? row.WalkCycles / row.Walks : double.NaN;

    private static ExitRatio Ratio(string name, double of, double to, IReadOnlyList<PublishedFigure> published, RatioBand? band = null) =>
        new(name, to > 0 ? of / to : double.NaN, published) { Band = band };
}
