using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Quantities;
using Sim.Traces;
using Sim.Traces.Synthesis;

namespace Sim.Tests.Traces;

internal sealed class TraceWriterTests : System.IDisposable
{
    private static readonly TraceGeneratorOptions Small = new() { Vms = 4, Span = Duration.FromHours(4), Decimals = 1, Memory = true };

    private TraceFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TraceFolder();

    [TearDown]
    public void Dispose() => _folder.Dispose();

    [Test]
    public void Absence_churn_and_resizes_survive_bitbrains_and_csv()
    {
        WorkloadBuilder builder = new();
        int vm = builder.AddVm("a,b");
        long[] times = [.. new long[] { 0, 300, 601, 1500 }.Select(s => s * 1_000_000_000)];
        builder.AddSamples(vm, Counter.Cpu, times, [1.5, double.NaN, 2.0 / 3, 4]);
        builder.AddSamples(vm, Counter.Cores, times, [1, double.NaN, 2, 2]);
        Workload made = builder.Build();
        TraceWriter.Write(made, "csv", _folder.At("t.csv"));
        TraceWriter.Write(made, "bitbrains", _folder.At("t"));
        foreach (string path in new[] { "t.csv", "t" })
        {
            Workload read = TraceReader.Read(_folder.At(path));
            Assert.That(read.Samples(Counter.Cpu, 0), Is.EqualTo(made.Samples(Counter.Cpu, 0)));
            Assert.That(read.Samples(Counter.Cores, 0), Is.EqualTo(made.Samples(Counter.Cores, 0)));
            Assert.That(Enumerable.Range(0, 4).Select(i => read.SampleTime(0, i)), Is.EqualTo(times.Select(t => new SimTime(t))));
        }
    }

    [Test]
    public void What_is_there_stays_unless_it_may_be_replaced()
    {
        string path = _folder.Write("t.csv", "precious");
        Workload made = TraceGenerator.Generate(Small);
        Assert.Throws<InputException>(() => TraceWriter.Write(made, "csv", path));
        Assert.That(File.ReadAllText(path), Is.EqualTo("precious"));
        TraceWriter.Write(made, "csv", path, replace: true);
        Assert.That(TraceReader.Read(path).VmCount, Is.EqualTo(4));
    }

    [Test]
    public void An_unknown_format_is_a_fault_with_the_nearest_name()
    {
        InputException fault = Assert.Throws<InputException>(() => TraceWriter.Write(TraceGenerator.Generate(Small), "azurev1", _folder.At("t")))!;
        Assert.That(fault.Message, Does.Contain("did you mean 'azure-v1'?"));
    }
}
