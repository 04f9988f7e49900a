using System;
using NUnit.Framework;
using Sim.CoreEmulator.Devices;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;

namespace Sim.Tests.CoreEmulator.Devices;

/// <summary>PLIC and CLINT, register by register.</summary>
internal sealed class InterruptControllerTests
{
    private const int MachineExternal = 11;
    private const int SupervisorExternal = 9;
    private Bus _bus = null!;
    private Hart[] _harts = null!;
    private IDevice _device = null!;

    [SetUp]
    public void Build()
    {
        _bus = new Bus();
        MachineClock clock = new();
        _harts = [new Hart(0, _bus, clock, new HartOptions()), new Hart(1, _bus, clock, new HartOptions())];
        _bus.Harts = _harts;
    }

    [TearDown]
    public void Clear()
    {
        Array.ForEach(_harts, hart => hart.Dispose());
        _bus.Dispose();
    }

    [Test]
    public void The_source_of_highest_priority_is_claimed_first()
    {
        Plic plic = new(_harts);
        _device = plic;
        Set(4 * 3, 1);
        Set(4 * 5, 2);
        Set(4 * 6, 2);
        Set(0x2000, 0x68);
        plic.SetSource(3, true);
        plic.SetSource(6, true);
        plic.SetSource(5, true);
        Assert.That(Line(0, MachineExternal), Is.True);
        Assert.That((Get(0x20_0004), Get(0x20_0004), Get(0x20_0004), Get(0x20_0004)), Is.EqualTo((5u, 6u, 3u, 0u)));
        Assert.That(Line(0, MachineExternal), Is.False);
        Set(0x20_0004, 6);
        Assert.That(Get(0x1000), Is.EqualTo(0x40), "its line is still up");
        Assert.That(Line(0, MachineExternal), Is.True);
        plic.SetSource(6, false);
        Assert.That(Line(0, MachineExternal), Is.False);
    }

    [Test]
    public void Thresholds_and_contexts_are_kept_apart()
    {
        Plic plic = new(_harts);
        _device = plic;
        Set(4 * 10, 3);
        Set(0x2000 + (0x80 * 3), 1 << 10);
        Set(0x20_0000 + (0x1000 * 3), 3);
        plic.SetSource(10, true);
        Assert.That(Line(1, SupervisorExternal), Is.False);
        Set(0x20_0000 + (0x1000 * 3), 2);
        Assert.That(Line(1, SupervisorExternal), Is.True);
        Assert.That((Line(0, MachineExternal), Line(0, SupervisorExternal), Line(1, MachineExternal)), Is.EqualTo((false, false, false)));
        Assert.That(Get(0x20_0004), Is.Zero, "not enabled in this context");
        Assert.That(_device.Read(_harts[0], 0, 8, out _), Is.False);
        Assert.That(Get(0x3F_FFFC), Is.Zero);
    }

    [Test]
    public void The_clint_has_timers_and_software_interrupts()
    {
        _device = new Clint(_harts, _harts[0].Clock);
        Set(4, 1);
        Assert.That((Line(1, 3), Get(4), Get(0)), Is.EqualTo((true, 1u, 0u)));
        Set(4, 0);
        Assert.That(Line(1, 3), Is.False);
        Set(0x4008, 0x1234);
        Set(0x400C, 1);
        Assert.That(_harts[1].Interrupts.MachineTimer, Is.EqualTo(0x1_0000_1234));
        _device.Write(_harts[0], 0xBFF8, 8, 5000);
        Assert.That((Get(0xBFF8), _harts[1].Time), Is.EqualTo((5000u, 5000ul)));
        Assert.That(_device.Read(_harts[0], 0xBFF8, 1, out _), Is.False);
    }

    private bool Line(int hart, int bit) => (_harts[hart].Interrupts.Lines >> bit & 1) != 0;

    private uint Get(ulong offset) => _device.Read(_harts[0], offset, 4, out ulong value) ? (uint)value : throw new InvalidOperationException("an access fault");

    private void Set(ulong offset, uint value) => Assert.That(_device.Write(_harts[0], offset, 4, value), Is.True);
}
