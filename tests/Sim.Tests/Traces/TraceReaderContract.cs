using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Traces;

namespace Sim.Tests.Traces;

/// <summary>What every trace reader promises. A reader's fixture inherits this and adds what is its own.</summary>
internal abstract class TraceReaderContract
{
    /// <summary>The format's name.</summary>
    protected abstract string Format { get; }

    /// <summary>How many VMs <see cref="WriteSound"/> makes.</summary>
    protected abstract int Vms { get; }

    /// <summary>The line of the bad row that <see cref="WriteFaulty"/> puts into the trace.</summary>
    protected abstract int FaultyLine { get; }

    protected TraceFolder Folder { get; private set; } = null!;

    [SetUp]
    public void MakeFolder() => Folder = new TraceFolder();

    [TearDown]
    public void RemoveFolder() => Folder.Dispose();

    [Test]
    public void Is_listed_with_a_summary_and_a_source()
    {
        Plugin? plugin = new PluginRegistry([typeof(TraceReader).Assembly]).Find(TraceReader.Kind, Format);
        Assert.That(plugin, Is.Not.Null);
        Assert.That(plugin!.Summary, Is.Not.Empty);
        Assert.That(plugin.Source, Is.Not.Empty);
    }

    [Test]
    public void Is_recognised_without_being_named()
    {
        Assert.That(TraceReader.Detect(WriteSound()), Is.EqualTo(Format));
        Workload workload = TraceReader.Read(WriteSound());
        Assert.That(workload.Report.Format, Is.EqualTo(Format));
        Assert.That(workload.VmCount, Is.EqualTo(Vms));
    }

    [Test]
    public void Reads_the_same_from_a_tar_as_from_files() => AssertPackedReadsTheSame(Folder.PackTar);

    [Test]
    public void Reads_the_same_from_a_zip_as_from_files() => AssertPackedReadsTheSame(Folder.PackZip);

    [Test]
    public void Reads_the_same_twice()
    {
        string path = WriteSound();
        Assert.That(WorkloadText.Of(Read(path)), Is.EqualTo(WorkloadText.Of(Read(path))));
    }

    [Test]
    public void A_bad_row_is_a_fault_with_file_line_and_column()
    {
        InputException fault = Assert.Throws<InputException>(() => Read(WriteFaulty()))!;
        Assert.That(fault.Errors, Has.Count.EqualTo(1));
        Assert.That(fault.Errors[0].Line, Is.EqualTo(FaultyLine));
        Assert.That(fault.Errors[0].Column, Is.Positive);
        Assert.That(fault.Errors[0].File, Does.StartWith(Folder.Path));
        Assert.That(fault.Errors[0].Message, Does.Match("^found .+; expected .+"));
    }

    [Test]
    public void A_bad_row_is_left_out_and_counted_when_lenient()
    {
        Workload sound = Read(WriteSound());
        string faulty = WriteFaulty();
        Workload lenient = TraceReader.Read(faulty, new TraceOptions { Format = Format, Lenient = true });
        Assert.That(lenient.Report.Skipped, Is.EqualTo(1));
        Assert.That(lenient.Report.FirstFaults, Has.Count.EqualTo(1));
        AssertNoGoodRowIsLost(sound, lenient);
    }

    [Test]
    public void Progress_rises_and_reading_can_be_cancelled()
    {
        string path = WriteSound();
        List<long> seen = [];
        TraceReader.Read(path, new TraceOptions { Format = Format, Progress = seen.Add });
        Assert.That(seen, Is.Not.Empty.And.Ordered);
        Assert.That(seen[^1], Is.Positive);
        TraceOptions cancelled = new() { Format = Format, Cancellation = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => TraceReader.Read(path, cancelled));
    }

    [Test]
    public void A_cut_off_gzip_is_a_fault_not_a_crash()
    {
        string packed = Folder.PackTar(WriteSound());
        byte[] bytes = File.ReadAllBytes(packed);
        File.WriteAllBytes(packed, bytes[..(bytes.Length / 2)]);
        InputException fault = Assert.Throws<InputException>(() => Read(packed))!;
        Assert.That(fault.Errors[0].File, Does.StartWith(packed));
        Assert.That(fault.Message, Does.Contain("cut-off").Or.Contain("cannot be read"));
    }

    [Test]
    public void An_empty_folder_is_a_fault()
    {
        string empty = Directory.CreateDirectory(Folder.At("empty")).FullName;
        InputException fault = Assert.Throws<InputException>(() => Read(empty))!;
        Assert.That(fault.Message, Does.Contain("found no VMs"));
    }

    [Test]
    public void An_empty_file_is_a_fault()
    {
        InputException fault = Assert.Throws<InputException>(() => Read(Folder.Write("none.csv", "")))!;
        Assert.That(fault.Message, Does.Contain("none.csv").And.Contain("empty file"));
    }

    [Test]
    public void A_folder_in_a_place_that_is_not_there_is_a_fault()
    {
        InputException fault = Assert.Throws<InputException>(() => Read(Folder.At("nowhere")))!;
        Assert.That(fault.Errors[0].File, Is.EqualTo(Folder.At("nowhere")));
    }

    [Test]
    public void Listing_of_faults_stops_at_twenty_and_counts_the_rest()
    {
        string path = Folder.Write("bad/bad.csv", Header + string.Concat(Enumerable.Repeat("nonsense;x\n", 50)));
        InputException fault = Assert.Throws<InputException>(() => Read(Path.GetDirectoryName(path)!))!;
        Assert.That(fault.Errors, Has.Count.EqualTo(21));
        Assert.That(fault.Errors[^1].Message, Is.EqualTo("and 30 more faults"));
    }

    /// <summary>The first line of a file where the format has one, with its LF.</summary>
    protected virtual string Header => "";

    /// <summary>Writes a small sound trace; the path of it.</summary>
    protected abstract string WriteSound();

    /// <summary>Writes the sound trace with one bad row more (in place of none) in it; the path of it.</summary>
    protected abstract string WriteFaulty();

    protected Workload Read(string path) => TraceReader.Read(path, new TraceOptions { Format = Format });

    protected string[] FaultsOf(string path) =>
        [.. Assert.Throws<InputException>(() => Read(path))!.Errors.Select(fault => fault.ToString().Replace(Folder.Path + "/", "", StringComparison.Ordinal))];

    protected virtual void AssertNoGoodRowIsLost(Workload sound, Workload lenient) =>
        Assert.That(WorkloadText.Of(lenient), Is.EqualTo(WorkloadText.Of(sound)));

    private void AssertPackedReadsTheSame(Func<string, string> pack)
    {
        string path = WriteSound();
        Workload packed = TraceReader.Read(pack(path));
        Assert.That(packed.Report.Format, Is.EqualTo(Format));
        Assert.That(WorkloadText.Of(packed, byName: true), Is.EqualTo(WorkloadText.Of(Read(path), byName: true)));
    }
}
