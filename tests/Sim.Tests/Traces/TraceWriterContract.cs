using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Traces;
using Sim.Traces.Synthesis;

namespace Sim.Tests.Traces;

/// <summary>What every trace writer must do; a writer's fixture inherits it.</summary>
internal abstract class TraceWriterContract
{
    protected static readonly TraceGeneratorOptions Small = new() { Vms = 4, Span = Duration.FromHours(4), Decimals = 1, Memory = true };

    protected TraceFolder Folder { get; private set; } = null!;

    /// <summary>The format's name.</summary>
    protected abstract string Format { get; }

    /// <summary>Names to write to, packed ones among them.</summary>
    protected abstract string[] Names { get; }

    /// <summary>What is written: a trace that the format can hold.</summary>
    protected virtual TraceGeneratorOptions Made => Small;

    [SetUp]
    public void MakeFolder() => Folder = new TraceFolder();

    [TearDown]
    public void DropFolder() => Folder.Dispose();

    [Test]
    public void What_is_written_reads_back_the_same()
    {
        Workload made = TraceGenerator.Generate(Made);
        foreach (string name in Names)
        {
            TraceWriter.Write(made, Format, Folder.At(name));
            Workload read = TraceReader.Read(Folder.At(name));
            Assert.That(read.Report.Format, Is.EqualTo(Format), name);
            Assert.That(read.VmCount, Is.EqualTo(made.VmCount));
            for (int vm = 0; vm < made.VmCount; vm++)
            {
                Assert.That(read.Name(vm), Is.EqualTo(made.Name(vm)));
                Assert.That(read.Samples(Counter.Cpu, vm), Is.EqualTo(made.Samples(Counter.Cpu, vm)));
                Assert.That((read.Interval, read.Span), Is.EqualTo((made.Interval, made.Span)));
                AssertSizes(made, read, vm);
            }
        }
    }

    [Test]
    public void The_same_workload_gives_the_same_bytes()
    {
        Workload made = TraceGenerator.Generate(Made);
        TraceWriter.Write(made, Format, Folder.At("a" + Names[0]));
        TraceWriter.Write(made, Format, Folder.At("b" + Names[0]));
        Assert.That(TraceReader.Read(Folder.At("a" + Names[0])).Inputs[0].Sha256, Is.EqualTo(TraceReader.Read(Folder.At("b" + Names[0])).Inputs[0].Sha256));
    }

    /// <summary>Checks the sizes that the format keeps.</summary>
    protected virtual void AssertSizes(Workload made, Workload read, int vm)
    {
    }
}
