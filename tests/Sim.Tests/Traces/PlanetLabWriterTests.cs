using System.IO;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Traces;
using Sim.Traces.Synthesis;

namespace Sim.Tests.Traces;

[TestFixture]
internal sealed class PlanetLabWriterTests : TraceWriterContract
{
    protected override string Format => "planetlab";

    protected override string[] Names => ["t", "t.tar.gz"];

    protected override TraceGeneratorOptions Made => Small with { Decimals = 0 };

    [Test]
    public void Refuses_absence_and_leaves_nothing_behind()
    {
        Workload made = TraceGenerator.Generate(Small with { Vms = 20, Churn = 1 });
        InputException fault = Assert.Throws<InputException>(() => TraceWriter.Write(made, "planetlab", Folder.At("t")))!;
        Assert.That(fault.Message, Does.Contain("found steps at which the VM is absent"));
        Assert.That(Directory.GetFileSystemEntries(Folder.Path), Is.Empty);
    }
}
