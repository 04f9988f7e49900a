using NUnit.Framework;
using Sim.Traces;

namespace Sim.Tests.Traces;

[TestFixture]
internal sealed class BitbrainsWriterTests : TraceWriterContract
{
    protected override string Format => "bitbrains";

    protected override string[] Names => ["t", "t.tar.gz"];

    protected override void AssertSizes(Workload made, Workload read, int vm)
    {
        Assert.That(read.Size(vm), Is.EqualTo(made.Size(vm)));
        Assert.That(read.Samples(Counter.MemoryActive, vm), Is.EqualTo(made.Samples(Counter.MemoryActive, vm)));
    }
}
