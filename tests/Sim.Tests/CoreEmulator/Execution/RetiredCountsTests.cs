using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;

namespace Sim.Tests.CoreEmulator.Execution;

/// <summary>Counting by blocks gives what counting one by one gives.</summary>
internal sealed class RetiredCountsTests
{
    [Test]
    public void Blocks_add_up_to_the_instructions_that_retired([Values] bool translates, [Values(3, 50, 100_000)] int slice)
    {
        RandomProgram program = new(7, 2000, 30, HartOptions.AllExtensions);
        RetiredCounts byBlock = new();
        ProgramRun run = ProgramRun.Of(program, translates, isProbed: false, slice, byBlock);
        RetiredCounts byStep = new();
        ProgramRun.Of(program, translates: false, isProbed: false, slice: 1, byStep);
        Assert.Multiple(() =>
        {
            Assert.That(byBlock.ByNumber, Is.EqualTo(byStep.ByNumber));
            Assert.That(byBlock.Short, Is.EqualTo(byStep.Short));
            Assert.That((ulong)byBlock.ByNumber.Sum(), Is.EqualTo(run.Retired));
        });
    }
}
