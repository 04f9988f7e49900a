using System;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;

namespace Sim.Tests.CoreEmulator.Execution;

/// <summary>Physical memory protection is finer than a page: straight code runs up to the word that it forbids.</summary>
internal sealed unsafe class PartlyExecutablePageTests
{
    private const ulong Start = 0x80000000;

    [Test]
    public void Code_stops_at_the_word_that_may_not_be_executed([Values] bool translates)
    {
        using Bus bus = new();
        bus.Add(new Ram(Start, 1 << 20));
        uint[] words =
        [
            0x30539073, // csrw mtvec, t2
            0x3B029073, // csrw pmpaddr0, t0     the word at 24
            0x3A031073, // csrw pmpcfg0, t1      locked, NA4, no rights
            0x00150513, // addi a0, a0, 1
            0x00150513, // addi a0, a0, 1
            0x00150513, // addi a0, a0, 1
            0x00150513, // addi a0, a0, 1        forbidden
        ];
        bus.TryWrite(Start, words.SelectMany(BitConverter.GetBytes).ToArray());
        bus.TryWrite(Start + 0x100, [0xF3, 0x25, 0x10, 0x34, 0x6F, 0x00, 0x00, 0x00]); // csrr a1, mepc; j .
        using Hart hart = new(0, bus, new MachineClock(), new HartOptions()) { Translates = translates, HotAfter = 1 };
        bus.Harts = [hart];
        (hart[5], hart[6], hart[7]) = ((Start + 24) >> 2, 0x90, Start + 0x100);
        hart.State->Pc = Start;
        hart.Run(1000);
        Assert.Multiple(() =>
        {
            Assert.That(hart[10], Is.EqualTo(3));
            Assert.That(hart[11], Is.EqualTo(Start + 24));
        });
    }
}
