using System;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;

namespace Sim.Tests.CoreEmulator.Execution;

/// <summary>Code that changes while it runs, under the interpreter and under the translator.</summary>
[TestFixture(false)]
[TestFixture(true)]
internal sealed unsafe class ChangedCodeTests(bool translates)
{
    private const ulong Start = 0x80000000;

    [Test]
    public void A_loop_that_rewrites_its_own_next_instruction_runs_what_it_wrote()
    {
        // a0 += 1 in the loop is rewritten each time to a0 += n, n = 0..999, in the instruction right behind the store.
        (Hart hart, Bus bus) = Machine(
            0x00000497,  // auipc s1, 0
            0x3E800413,  // addi  s0, x0, 1000
            0x00000293,  // addi  t0, x0, 0      n
            0x00050337,  // lui   t1, 0x50
            0x51330313,  // addi  t1, t1, 0x513  addi a0, a0, 0
            0x01429393,  // slli  t2, t0, 20     loop:
            0x0063E3B3,  // or    t2, t2, t1
            0x0274A023,  // sw    t2, 32(s1)
            0x00150513,  // addi  a0, a0, 1
            0x00128293,  // addi  t0, t0, 1
            0xFE8296E3,  // bne   t0, s0, loop
            0x0000006F); // j     .
        using (bus)
        using (hart)
        {
            hart.Run(1_000_000);
            Assert.That(hart[10], Is.EqualTo(999UL * 1000 / 2));
        }
    }

    [Test]
    public void Data_in_the_page_of_the_code_does_not_disturb_it()
    {
        (Hart hart, Bus bus) = Machine(
            0x00000497,  // auipc s1, 0
            0x000F4437,  // lui   s0, 0xF4
            0x24040413,  // addi  s0, s0, 0x240  1,000,000
            0x00150513,  // addi  a0, a0, 1      loop:
            0x10A4B023,  // sd    a0, 256(s1)
            0xFE856CE3,  // bltu  a0, s0, loop
            0x0000006F); // j     .
        using (bus)
        using (hart)
        {
            hart.Run(10_000_000);
            Span<byte> stored = stackalloc byte[8];
            bus.TryRead(Start + 256, stored);
            Assert.That(BitConverter.ToUInt64(stored), Is.EqualTo(1_000_000));
        }
    }

    [Test]
    public void A_store_of_another_hart_is_seen()
    {
        (Hart hart, Bus bus) = Machine(
            0x00150513,  // addi a0, a0, 1
            0xFFDFF06F); // j    back
        using (bus)
        using (hart)
        {
            hart.Run(10_000);
            bus.TryWrite(Start, [0x13, 0x05, 0x05, 0x01]); // addi a0, a0, 16
            hart.Run(2);
            Assert.That(hart[10], Is.EqualTo(5_000 + 16));
        }
    }

    private (Hart Hart, Bus Bus) Machine(params uint[] words)
    {
        Bus bus = new();
        bus.Add(new Ram(Start, 1 << 20));
        bus.TryWrite(Start, words.SelectMany(BitConverter.GetBytes).ToArray());
        Hart hart = new(0, bus, new MachineClock(), new HartOptions()) { Translates = translates, HotAfter = 5 };
        bus.Harts = [hart];
        hart.State->Pc = Start;
        return (hart, bus);
    }
}
