using System.Collections.Generic;
using NUnit.Framework;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;

namespace Sim.Tests.CoreEmulator.Timing.Regions;

internal sealed unsafe class CodeStopsTests
{
    private const ulong Most = 12_000_000;

    [Test]
    public void TheTranslatorStopsWhereTheInterpreterDoes()
    {
        ulong address = RegionProgram.Sieve;
        List<ulong> translated = Stops([address], translates: true);
        Assert.Multiple(() =>
        {
            Assert.That(translated, Has.Count.GreaterThanOrEqualTo(4));
            Assert.That(translated, Is.EqualTo(Stops([address], translates: false)));
        });
    }

    // In the middle of the hottest loops, where blocks and translations are cut.
    [Test]
    public void EveryInstructionOfALoopCanBeStoppedAt()
    {
        ulong start = RegionProgram.Sieve;
        HashSet<ulong> reference = [];
        using Machine machine = RegionProgram.Machine();
        machine.StopAt(new CodeStops([start], []), passes: false);
        machine.RunQuietly(Most);
        machine.StopAt(null, passes: false);
        ulong steps = machine.Steps;
        for (int n = 0; n < 40; n++)
        {
            reference.Add(machine.Current.State->Pc);
            machine.RunQuietly(1);
        }

        foreach (ulong address in reference)
        {
            using Machine again = RegionProgram.Machine();
            again.StopAt(new CodeStops([address], []), passes: false);
            RunOutcome? outcome = again.RunQuietly(steps + 40);
            Assert.Multiple(() =>
            {
                Assert.That(outcome?.End, Is.EqualTo(RunEnd.Paused));
                Assert.That(again.Current.State->Pc, Is.EqualTo(address));
            });
        }
    }

    [Test]
    public void StoppingChangesNothing()
    {
        using Machine plain = RegionProgram.Machine();
        plain.RunQuietly(Most);
        using Machine stopped = RegionProgram.Machine();
        ulong sieve = RegionProgram.Sieve;
        stopped.StopAt(new CodeStops([sieve, sieve + 8], []), passes: false);
        while (stopped.Steps < Most)
        {
            stopped.RunQuietly(Most - stopped.Steps);
        }

        Assert.Multiple(() =>
        {
            Assert.That(stopped.Steps, Is.EqualTo(plain.Steps));
            Assert.That(stopped.Current.State->Pc, Is.EqualTo(plain.Current.State->Pc));
            for (int register = 0; register < 32; register++)
            {
                Assert.That(stopped.Current[register], Is.EqualTo(plain.Current[register]));
            }
        });
    }

    [Test]
    public void WhereItIsAlreadyMayBePassed()
    {
        using Machine machine = RegionProgram.Machine();
        ulong pc = machine.Current.State->Pc;
        machine.StopAt(new CodeStops([pc], []), passes: true);
        Assert.That(machine.RunQuietly(100), Is.Null);
        using Machine other = RegionProgram.Machine();
        other.StopAt(new CodeStops([pc], []), passes: false);
        Assert.Multiple(() =>
        {
            Assert.That(other.RunQuietly(100)?.End, Is.EqualTo(RunEnd.Paused));
            Assert.That(other.Steps, Is.Zero);
            Assert.That(other.Current.Stop, Is.EqualTo(HartStop.AtStop));
        });
    }

    private static List<ulong> Stops(ulong[] addresses, bool translates)
    {
        using Machine machine = RegionProgram.Machine(translates: translates);
        machine.StopAt(new CodeStops(addresses, []), passes: false);
        List<ulong> steps = [];
        while (machine.Steps < Most)
        {
            if (machine.RunQuietly(Most - machine.Steps) is not null)
            {
                steps.Add(machine.Steps);
            }
        }

        return steps;
    }
}
