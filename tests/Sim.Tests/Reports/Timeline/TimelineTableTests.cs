using System;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;

namespace Sim.Tests.Reports.Timeline;

internal sealed class TimelineTableTests
{
    [Test]
    public void A_row_a_state()
    {
        MemoryResultSink tables = new();
        TimelineTable table = new(tables.Open(TimelineTable.Schema));
        table.DefinePcpu(0, "core 0");
        table.DefineVcpu(0, "web", 0);
        table.DefineVcpu(1, "web", 1);
        table.State(1, TimelineState.Ready, -1, SimTime.FromSeconds(1), new SimTime(1_000_002_500));
        table.Wake(0, 1, SimTime.FromSeconds(2));
        table.State(0, TimelineState.Run, 0, SimTime.FromSeconds(2), SimTime.FromSeconds(3));
        table.End();
        Assert.That(tables["timeline"], Is.EqualTo(new object[][]
        {
            [1.0, 2.5, 1L, "web", "", "ready"],
            [2.0, 1e6, 0L, "web", "core 0", "run"],
        }));
    }

    [Test]
    public void Numbers_must_be_dense()
    {
        TimelineTable table = new(new MemoryResultSink().Open(TimelineTable.Schema));
        Assert.Throws<ArgumentException>(() => table.DefineVcpu(1, "web", 0));
    }
}
