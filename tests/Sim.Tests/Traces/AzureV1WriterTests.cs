using System.Linq;
using NUnit.Framework;
using Sim.Traces;
using Sim.Traces.Synthesis;

namespace Sim.Tests.Traces;

[TestFixture]
internal sealed class AzureV1WriterTests : TraceWriterContract
{
    protected override string Format => "azure-v1";

    protected override string[] Names => ["t"];

    [Test]
    public void Churn_survives()
    {
        Workload made = TraceGenerator.Generate(Small with { Vms = 50, Churn = 0.8 });
        TraceWriter.Write(made, "azure-v1", Folder.At("t"));
        Workload read = TraceReader.Read(Folder.At("t"));
        Assert.That(Enumerable.Range(0, 50).Select(read.Lifetime), Is.EqualTo(Enumerable.Range(0, 50).Select(made.Lifetime)));
    }

    protected override void AssertSizes(Workload made, Workload read, int vm) =>
        Assert.That(read.Size(vm), Is.EqualTo(made.Size(vm) with { SpeedMhz = double.NaN }));
}
