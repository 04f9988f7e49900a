using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.CoreEmulator.Devices;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Programs;

namespace Sim.CoreEmulator.Machines;

/// <summary>The devices of a bare machine, where QEMU's <c>virt</c> machine has them, and the device tree that tells of them.</summary>
internal sealed class Board
{
    /// <summary>Where the device tree lies.</summary>
    public const ulong RomStart = 0x1000;

    /// <summary>Where the CLINT is.</summary>
    public const ulong ClintStart = 0x200_0000;

    private const ulong RomSize = 0xF000;
    private const ulong FinisherStart = 0x10_0000;
    private const ulong PlicStart = 0xC00_0000;
    private const ulong UartStart = 0x1000_0000;
    private const ulong VirtioStart = 0x1000_1000;
    private const int VirtioSlots = 8;
    private const int UartSource = 10;
    private const uint CycleCounter = 1;
    private const uint InstretCounter = 4;
    private const uint ProgrammableCounters = uint.MaxValue << 3;

    private static readonly (string Name, ulong Start, ulong Size)[] Places =
    [
        ("rom", RomStart, RomSize), ("sifive-test", FinisherStart, 0x1000), ("clint", ClintStart, 0x1_0000), ("plic", PlicStart, 0x400_0000),
        ("uart", UartStart, 0x100), ("virtio-mmio", VirtioStart, VirtioSlots * 0x1000),
    ];

    private readonly List<ISaved> _saved = [];
    private readonly List<IListener> _listeners = [];

    /// <summary>Puts the devices on the bus.</summary>
    public Board(Bus bus, IReadOnlyList<Hart> harts, MachineClock clock, MachineOptions options, HostConsole console, Action<uint> finish)
    {
        Plic plic = new(harts);
        Uart uart = new(console, level => plic.SetSource(UartSource, level));
        bus.Add(RomStart, new Rom(DeviceTree(options), RomSize));
        bus.Add(FinisherStart, new Finisher(finish));
        bus.Add(ClintStart, Keep(new Clint(harts, clock)));
        bus.Add(PlicStart, Keep(plic));
        bus.Add(UartStart, Keep(uart));
        _listeners.Add(uart);
        for (int slot = 0; slot < VirtioSlots; slot++)
        {
            int source = slot + 1;
            VirtioMmio device = new(bus, Behind(slot, options, console), level => plic.SetSource(source, level));
            bus.Add(VirtioStart + (0x1000 * (ulong)slot), Keep(device));
            _listeners.Add(device);
        }

        foreach (Disk disk in options.Disks)
        {
            _saved.Add(disk);
        }
    }

    /// <summary>Everything with state, in a fixed order.</summary>
    public IReadOnlyList<ISaved> Saved => _saved;

    /// <summary>Whom what is typed concerns.</summary>
    public IReadOnlyList<IListener> Listeners => _listeners;

    /// <summary>The device that a stretch of the address space touches; null for none.</summary>
    public static string? DeviceAt(ulong start, ulong end)
    {
        foreach ((string name, ulong from, ulong size) in Places)
        {
            if (start < from + size && from < end)
            {
                return name;
            }
        }

        return null;
    }

    // Disks from the first slot on; the console is in the last.
    private static IVirtioDevice? Behind(int slot, MachineOptions options, HostConsole console) =>
        slot < options.Disks.Count ? new VirtioBlock(options.Disks[slot], string.Create(CultureInfo.InvariantCulture, $"sim-disk-{slot}"))
        : slot == VirtioSlots - 1 ? new VirtioConsole(console)
        : null;

    private T Keep<T>(T device)
        where T : ISaved
    {
        _saved.Add(device);
        return device;
    }

    private static byte[] DeviceTree(MachineOptions options)
    {
        DeviceTreeWriter tree = new();
        tree.Begin("").Cells("#address-cells", 2).Cells("#size-cells", 2).Texts("compatible", "riscv-virtio").Texts("model", "riscv-virtio,sim");
        tree.Begin("chosen").Texts("bootargs", string.Join(' ', options.Arguments)).Texts("stdout-path", "/soc/serial@10000000").End();
        tree.Begin("memory@80000000").Texts("device_type", "memory").Range(Machine.RamStart, options.Memory).End();
        Processors(tree, options);
        Devices(tree, options.Harts);
        return tree.End().ToArray();
    }

    private static void Processors(DeviceTreeWriter tree, MachineOptions options)
    {
        tree.Begin("cpus").Cells("#address-cells", 1).Cells("#size-cells", 0).Cells("timebase-frequency", 10_000_000);
        for (uint hart = 0; hart < options.Harts; hart++)
        {
            tree.Begin(Unit("cpu", hart)).Texts("device_type", "cpu").Cells("reg", hart).Texts("status", "okay").Texts("compatible", "riscv");
            tree.Texts("riscv,isa", IsaString.Print(options.Extensions));
            if (options.Extensions.HasFlag(Extensions.S))
            {
                tree.Texts("mmu-type", "riscv,sv48");
            }

            tree.Cells("riscv,cbom-block-size", 64).Cells("riscv,cboz-block-size", 64);
            tree.Begin("interrupt-controller").Cells("#interrupt-cells", 1).Cells("interrupt-controller");
            tree.Texts("compatible", "riscv,cpu-intc").Cells("phandle", Phandle(hart)).End().End();
        }

        tree.End();
        if (options.Extensions.HasFlag(Extensions.Zihpm))
        {
            Counters(tree);
        }
    }

    // OpenSBI's docs/pmu_support.md: mhpmevent of each event, and which counters can count it. OpenSBI takes the events' own codes where no map says otherwise,
    // but before 1.2 it reads no more of the node when there is no map.
    private static void Counters(DeviceTreeWriter tree)
    {
        List<uint> selectors = [];
        List<uint> counters = [];
        foreach (uint code in PerformanceEvents.All.Select(what => (uint)what.Code).Where(code => code < PerformanceEvents.Own))
        {
            uint alone = code == PerformanceEvents.CpuCycles ? CycleCounter : code == PerformanceEvents.Instructions ? InstretCounter : 0;
            selectors.AddRange([code, 0, code]);
            counters.AddRange([code, code, ProgrammableCounters | alone]);
        }

        uint common = ~(uint)PerformanceEvents.OwnBits;
        tree.Begin("pmu").Texts("compatible", "riscv,pmu").Cells("riscv,event-to-mhpmevent", [.. selectors]).Cells("riscv,event-to-mhpmcounters", [.. counters])
            .Cells("riscv,raw-event-to-mhpmcounters", 0, (uint)PerformanceEvents.Own, uint.MaxValue, common, ProgrammableCounters).End();
    }

    private static void Devices(DeviceTreeWriter tree, int harts)
    {
        const uint plic = 1;
        uint[] clintLines = new uint[4 * harts];
        uint[] plicLines = new uint[4 * harts];
        for (int hart = 0; hart < harts; hart++)
        {
            uint phandle = Phandle((uint)hart);
            ((uint[])[phandle, 3, phandle, 7]).CopyTo(clintLines, 4 * hart);
            ((uint[])[phandle, 11, phandle, 9]).CopyTo(plicLines, 4 * hart);
        }

        tree.Begin("soc").Cells("#address-cells", 2).Cells("#size-cells", 2).Texts("compatible", "simple-bus").Cells("ranges");
        tree.Begin(Unit("test", (uint)FinisherStart)).Texts("compatible", "sifive,test1", "sifive,test0", "syscon").Range(FinisherStart, 0x1000).End();
        tree.Begin(Unit("clint", (uint)ClintStart)).Texts("compatible", "sifive,clint0", "riscv,clint0").Range(ClintStart, 0x1_0000)
            .Cells("interrupts-extended", clintLines).End();
        tree.Begin(Unit("plic", (uint)PlicStart)).Texts("compatible", "sifive,plic-1.0.0", "riscv,plic0").Range(PlicStart, 0x400_0000)
            .Cells("interrupts-extended", plicLines).Cells("interrupt-controller").Cells("#interrupt-cells", 1).Cells("#address-cells", 0)
            .Cells("riscv,ndev", Plic.LastSource).Cells("phandle", plic).End();
        tree.Begin(Unit("serial", (uint)UartStart)).Texts("compatible", "ns16550a").Range(UartStart, 0x100).Cells("clock-frequency", 3_686_400)
            .Cells("interrupts", UartSource).Cells("interrupt-parent", plic).End();
        for (uint slot = 0; slot < VirtioSlots; slot++)
        {
            ulong start = VirtioStart + (0x1000 * (ulong)slot);
            tree.Begin(Unit("virtio_mmio", (uint)start)).Texts("compatible", "virtio,mmio").Range(start, 0x1000)
                .Cells("interrupts", slot + 1).Cells("interrupt-parent", plic).End();
        }

        tree.End();
    }

    private static uint Phandle(uint hart) => hart + 2;

    private static string Unit(string name, uint address) => string.Create(CultureInfo.InvariantCulture, $"{name}@{address:x}");
}
