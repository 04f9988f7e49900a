using System;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;

namespace Sim.Tests.CoreEmulator.Timing.Predictors;

internal sealed class BranchUnitTests
{
    private static readonly BranchConfiguration Small = new() { Btb = 16, BtbWays = 4, Returns = 4, Indirect = 0 };

    [Test]
    public void A_taken_branch_is_first_seen_at_decode_and_then_foreseen()
    {
        BranchUnit unit = new(Small, new AlwaysTaken());
        Assert.That(Go(unit, BranchKind.Conditional, 0x100, 0x40), Is.EqualTo(BranchOutcome.AtDecode));
        Assert.That(Go(unit, BranchKind.Conditional, 0x100, 0x40), Is.EqualTo(BranchOutcome.ForeseenTaken));
        Assert.That(Go(unit, BranchKind.Conditional, 0x100, 0), Is.EqualTo(BranchOutcome.AtExecute));
        Assert.That(Counted(unit), Is.EqualTo((long[])[3, 3, 1, 1, 0, 0]));
    }

    [Test]
    public void A_branch_not_taken_costs_nothing_and_takes_no_room()
    {
        BranchUnit unit = new(Small, new StaticPredictor());
        for (ulong pc = 0; pc < 400; pc += 4)
        {
            Assert.That(Go(unit, BranchKind.Conditional, pc, 0), Is.EqualTo(BranchOutcome.Foreseen));
        }

        Assert.That(Counted(unit), Is.EqualTo((long[])[100, 100, 0, 0, 0, 0]));
    }

    [Test]
    public void The_bits_of_a_branch_tell_its_direction()
    {
        BranchUnit unit = new(Small, new StaticPredictor());
        TimedInstruction back = Make(BranchKind.Conditional, 0x100, 0) with { Bits = 0xFE000EE3 };
        Assert.That(unit.Take(in back), Is.EqualTo(BranchOutcome.AtExecute));
    }

    [Test]
    public void Jumps_and_calls_are_seen_at_decode_the_first_time()
    {
        BranchUnit unit = new(Small, new AlwaysTaken());
        BranchKind[] kinds = [BranchKind.Jump, BranchKind.Call];
        foreach (BranchKind kind in kinds)
        {
            ulong pc = 0x1000 + (4 * (ulong)kind);
            Assert.That(Go(unit, kind, pc, 0x2000), Is.EqualTo(BranchOutcome.AtDecode));
            Assert.That(Go(unit, kind, pc, 0x2000), Is.EqualTo(BranchOutcome.ForeseenTaken));
        }
    }

    // Sets of 4: 16 branches 4 sets apart share one; a fifth drives out the least recently used.
    [Test]
    public void A_full_set_loses_the_least_recently_used()
    {
        BranchUnit unit = new(Small, new AlwaysTaken());
        ulong[] pcs = [.. Enumerable.Range(0, 5).Select(i => (ulong)i * 8)];
        foreach (ulong pc in pcs[..4])
        {
            Go(unit, BranchKind.Jump, pc, 0x40);
        }

        Assert.That(Go(unit, BranchKind.Jump, pcs[0], 0x40), Is.EqualTo(BranchOutcome.ForeseenTaken));
        Assert.That(Go(unit, BranchKind.Jump, pcs[4], 0x40), Is.EqualTo(BranchOutcome.AtDecode));
        Assert.That(Go(unit, BranchKind.Jump, pcs[0], 0x40), Is.EqualTo(BranchOutcome.ForeseenTaken));
        Assert.That(Go(unit, BranchKind.Jump, pcs[1], 0x40), Is.EqualTo(BranchOutcome.AtDecode));
    }

    [TestCase(16, 0)]
    [TestCase(17, 17)]
    public void Loops_over_more_branches_than_it_holds_always_miss(int branches, int misses)
    {
        BranchUnit unit = new(Small with { BtbWays = 16 }, new AlwaysTaken());
        for (int round = 0; round < 3; round++)
        {
            long before = Counted(unit)[3];
            for (int i = 0; i < branches; i++)
            {
                Go(unit, BranchKind.Jump, (ulong)i * 4, 0x4000);
            }

            Assert.That(Counted(unit)[3] - before, Is.EqualTo(round == 0 ? branches : misses));
        }
    }

    [Test]
    public void Without_a_buffer_all_is_seen_at_decode()
    {
        BranchUnit unit = new(Small with { Btb = 0 }, new AlwaysTaken());
        Go(unit, BranchKind.Jump, 0x100, 0x40);
        Assert.That(Go(unit, BranchKind.Jump, 0x100, 0x40), Is.EqualTo(BranchOutcome.AtDecode));
        Assert.That(Go(unit, BranchKind.Conditional, 0x104, 0x40), Is.EqualTo(BranchOutcome.AtDecode));
    }

    [TestCase(4, 0)]
    [TestCase(5, 1)]
    [TestCase(7, 3)]
    [TestCase(8, 4)]
    public void Returns_deeper_than_the_stack_are_wrong(int depth, int wrong)
    {
        BranchUnit unit = new(Small with { Btb = 256 }, new AlwaysTaken());
        for (int i = 0; i < depth; i++)
        {
            Go(unit, BranchKind.Call, 0x1000 + (ulong)(i * 0x100), 0x1000 + (ulong)((i + 1) * 0x100));
        }

        for (int i = depth - 1; i >= 0; i--)
        {
            Go(unit, BranchKind.Return, 0x1010 + (ulong)((i + 1) * 0x100), 0x1004 + (ulong)(i * 0x100));
        }

        Assert.That(Counted(unit)[5], Is.EqualTo(wrong));
    }

    [Test]
    public void A_return_is_known_to_fetch_once_it_was_seen()
    {
        BranchUnit unit = new(Small, new AlwaysTaken());
        BranchOutcome[] outcomes = new BranchOutcome[3];
        for (int i = 0; i < 3; i++)
        {
            ulong pc = 0x100 * (ulong)(i + 1);
            Go(unit, BranchKind.Call, pc, 0x4000);
            outcomes[i] = Go(unit, BranchKind.Return, 0x4010, pc + 4);
        }

        Assert.That(outcomes, Is.EqualTo((BranchOutcome[])[BranchOutcome.AtDecode, BranchOutcome.ForeseenTaken, BranchOutcome.ForeseenTaken]));
    }

    // Three targets in turn: a buffer foresees the last one, always wrongly; the way there tells the next.
    [TestCase(0, 300)]
    [TestCase(256, 20)]
    public void Indirect_targets_follow_the_way(int entries, int most)
    {
        BranchUnit unit = new(Small with { Indirect = entries }, new AlwaysTaken());
        for (int i = 0; i < 300; i++)
        {
            Go(unit, BranchKind.IndirectJump, 0x100, 0x1000 + (ulong)(i % 3 * 0x40));
        }

        Assert.That(Counted(unit)[4], entries == 0 ? Is.EqualTo(most) : Is.LessThan(most));
    }

    [Test]
    public void Indirect_targets_may_be_perfect()
    {
        BranchUnit unit = new(Small with { PerfectIndirect = true }, new AlwaysTaken());
        for (int i = 0; i < 300; i++)
        {
            Go(unit, BranchKind.IndirectJump, 0x100, 0x1000 + (ulong)(i * 0x40));
            Go(unit, BranchKind.Return, 0x200, 0x1000 + (ulong)(i * 0x40));
        }

        Assert.That(Counted(unit), Is.EqualTo((long[])[600, 0, 0, 2, 0, 0]));
    }

    [Test]
    public void Having_forgotten_it_is_as_new()
    {
        BranchUnit unit = new(new BranchConfiguration(), new Tage(new TageOptions()));
        BranchOutcome[] first = Walk(unit);
        unit.Forget();
        Assert.That(Walk(unit), Is.EqualTo(first));
    }

    private static BranchOutcome[] Walk(BranchUnit unit) =>
    [
        .. Enumerable.Range(0, 3000).Select(i => Go(unit, (BranchKind)(1 + (i % 6)), (ulong)(i % 77 * 4), i % 5 == 0 && i % 6 == 0 ? 0 : (ulong)(0x1000 + (i % 13 * 8)))),
    ];

    // Target 0: not taken.
    private static TimedInstruction Make(BranchKind kind, ulong pc, ulong target) => new()
    {
        Pc = pc,
        NextPc = target == 0 ? pc + 4 : target,
        Branch = kind,
        Length = 4,
        Flags = target == 0 ? InstructionTraits.None : InstructionTraits.Taken,
    };

    private static BranchOutcome Go(BranchUnit unit, BranchKind kind, ulong pc, ulong target)
    {
        TimedInstruction i = Make(kind, pc, target);
        return unit.Take(in i);
    }

    private static long[] Counted(BranchUnit unit)
    {
        CounterList counters = new();
        unit.Count(counters);
        string[] names = ["branches", "conditional_branches", "conditional_mispredictions", "btb_misses", "indirect_mispredictions", "return_mispredictions"];
        return [.. names.Select(name => counters.All.Single(c => string.Equals(c.Name, name, StringComparison.Ordinal)).Value)];
    }
}
