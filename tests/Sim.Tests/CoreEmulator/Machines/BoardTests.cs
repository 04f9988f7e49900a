using System.IO;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Machines;

namespace Sim.Tests.CoreEmulator.Machines;

/// <summary>The device tree as dtc reads it.</summary>
[Category("External")]
internal sealed class BoardTests
{
    private const int RomSize = 0xF000;

    /// <summary>OpenSBI's docs/pmu_support.md: each event and the counters that can count it, the fixed ones too; the machine's own by select value and mask.</summary>
    [Test]
    public void TellsWhichCountersCountWhat()
    {
        string tree = Tree(Trial.Options);
        Assert.Multiple(() =>
        {
            Assert.That(tree, Does.Contain("compatible = \"riscv,pmu\""));
            Assert.That(tree, Does.Contain("riscv,event-to-mhpmcounters = <0x01 0x01 0xfffffff9 0x02 0x02 0xfffffffc 0x03 0x03 0xfffffff8"));
            Assert.That(tree, Does.Contain("0x10001 0x10001 0xfffffff8"));
            Assert.That(tree, Does.Contain("riscv,raw-event-to-mhpmcounters = <0x00 0x20000 0xffffffff 0xfffffff0 0xfffffff8>"));
        });
    }

    [Test]
    public void TellsOfNoCountersWhereThereAreNone() =>
        Assert.That(Tree(Trial.Options with { Extensions = HartOptions.AllExtensions & ~Extensions.Zihpm }), Does.Not.Contain("pmu"));

    private static string Tree(MachineOptions options)
    {
        using Machine machine = new(new Assembled().Words(Asm.Jal(0, 0)).Program(), options);
        byte[] rom = new byte[RomSize];
        for (int at = 0; at < RomSize; at++)
        {
            Assert.That(machine.Bus.ReadDevice(machine.Harts[0], Board.RomStart + (ulong)at, 1, out ulong value));
            rom[at] = (byte)value;
        }

        string path = Path.Combine(Tool.Folder, "board.dtb");
        File.WriteAllBytes(path, rom);
        return Tool.Run("dtc", "device-tree-compiler", "-q", "-I", "dtb", "-O", "dts", path);
    }
}
