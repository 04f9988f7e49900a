using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Traces;

namespace Sim.Tests.Traces;

internal sealed class AzureV1ReaderTests : TraceReaderContract
{
    protected override string Format => "azure-v1";

    protected override int Vms => 2;

    protected override int FaultyLine => 2;

    [Test]
    public void Table_and_readings_belong_together()
    {
        Workload workload = Read(WriteSound());
        int vm = workload.Names.Find("idB=");
        Assert.That(workload.Size(vm).VCpus, Is.EqualTo(8));
        Assert.That(workload.Size(vm).MemoryMib, Is.EqualTo(57344));
        Assert.That(workload.Category(vm), Is.EqualTo("Interactive"));
        Assert.That(workload.Lifetime(vm), Is.EqualTo(new Lifetime(SimTime.FromSeconds(300), SimTime.FromSeconds(900), false, false)));
        Assert.That(workload.Samples(Counter.Cpu, vm), Is.EqualTo(new[] { 3.254472, 100 }));
        Assert.That(workload.Counters, Is.EqualTo(new[] { Counter.Cpu }));
    }

    [Test]
    public void Both_ends_of_the_window_are_censored()
    {
        Workload workload = Read(WriteSound());
        Assert.That(workload.Lifetime(workload.Names.Find("idA=")), Is.EqualTo(new Lifetime(SimTime.Zero, SimTime.Never, true, true)));
    }

    [Test]
    public void File_ten_comes_after_file_nine_in_a_folder_and_in_an_archive()
    {
        Folder.Write("t/vm_cpu_readings-file-9-of-10.csv", "0,v,1,2,1\n300,v,1,2,2\n");
        Folder.Write("t/vm_cpu_readings-file-10-of-10.csv.gz", "600,v,1,2,3\n");
        double[] expected = [1, 2, 3];
        Assert.That(Read(Folder.At("t")).Samples(Counter.Cpu, 0), Is.EqualTo(expected));
        Assert.That(Read(Folder.PackTar(Folder.At("t"))).Samples(Counter.Cpu, 0), Is.EqualTo(expected));
    }

    [Test]
    public void Least_and_greatest_are_read_when_asked_for()
    {
        Workload workload = TraceReader.Read(WriteSound(), new TraceOptions { Counters = [Counter.CpuMin, Counter.CpuMax, Counter.Cpu] });
        int vm = workload.Names.Find("idB=");
        Assert.That(workload.Samples(Counter.CpuMin, vm), Is.EqualTo(new[] { 1.64695, 0 }));
        Assert.That(workload.Samples(Counter.CpuMax, vm), Is.EqualTo(new[] { 8.794403, 100 }));
    }

    [Test]
    public void A_table_or_readings_alone_can_be_read()
    {
        WriteSound();
        Assert.That(TraceReader.Read(Folder.At("sound/vmtable.csv.gz")).VmCount, Is.EqualTo(2));
        Workload readings = TraceReader.Read(Folder.At("sound/vm_cpu_readings-file-1-of-1.csv"));
        Assert.That((readings.VmCount, readings.SampleCount), Is.EqualTo((2, 5L)));
    }

    [Test]
    public void Odd_but_sound_numbers_go_the_slow_way()
    {
        Folder.Write("r/vm_cpu_readings.csv", "0,v,1e-3,2.123456789,3.5e0\n");
        Workload workload = TraceReader.Read(Folder.At("r"), new TraceOptions { Format = Format, Counters = [Counter.CpuMin, Counter.Cpu] });
        Assert.That(workload.Samples(Counter.CpuMin, 0), Is.EqualTo(new[] { 0.001 }));
        Assert.That(workload.Samples(Counter.Cpu, 0), Is.EqualTo(new[] { 3.5 }));
    }

    [TestCase("300,v,1,2", "1: found 4 columns; expected 5 columns: time,vm,min,max,avg (is the line cut off?)")]
    [TestCase("x,v,1,2,3", "1: found 'x'; expected a time in whole seconds, 0 or more")]
    [TestCase("-1,v,1,2,3", "1: found '-1'; expected a time in whole seconds, 0 or more")]
    [TestCase("300,,1,2,3", "5: found ''; expected a VM's id")]
    [TestCase("300,v,1,two,3", "9: found 'two'; expected a percentage of 0 or more")]
    [TestCase("300,v,1,2,-3", "11: found '-3'; expected a percentage of 0 or more")]
    [TestCase("0,w,1,2,3\n300,w,1,2,3\n0,w,1,2,3", "1: found '0'; expected times that rise from row to row of a VM")]
    [TestCase("300;v;1;2;3", "1: found 1 columns; expected 5 columns: time,vm,min,max,avg (is the line cut off?)")]
    public void A_bad_reading_is_a_fault(string rows, string message)
    {
        Folder.Write("t/vm_cpu_readings.csv", $"0,v,1,2,3\n{rows}\n");
        int line = 1 + rows.Split('\n').Length;
        Assert.That(FaultsOf(Folder.At("t")), Is.EqualTo(new[] { string.Create(CultureInfo.InvariantCulture, $"t/vm_cpu_readings.csv:{line}:{message}") }));
    }

    [TestCase("v,s,d,0,x,9,1,5,Unknown,1,1.75", "9: found 'x'; expected a time in whole seconds, 0 or more")]
    [TestCase("v,s,d,300,0,9,1,5,Unknown,1,1.75", "11: found '0'; expected a time not before the VM's creation")]
    [TestCase("v,s,d,0,300,9,1,5,Unknown,>24,1.75", "27: found '>24'; expected a whole number of cores (a bucket such as '>24' is of azure-v2)")]
    [TestCase("v,s,d,0,300,9,1,5,Unknown,1,lots", "29: found 'lots'; expected memory in GB (a bucket such as '>64' is of azure-v2)")]
    [TestCase("u,s,d,0,300,9,1,5,Unknown,1,1.75", "1: found 'u'; expected each VM once: there is a row of that VM already")]
    [TestCase("v,s,d,0", "1: found 4 columns; expected the 11 columns of a vmtable, separated by ',' (is the line cut off?)")]
    public void A_bad_row_of_the_table_is_a_fault(string row, string message)
    {
        Folder.Write("t/vmtable.csv", $"u,s,d,0,300,9,1,5,Unknown,1,1.75\n{row}\n");
        Assert.That(FaultsOf(Folder.At("t")), Is.EqualTo(new[] { $"t/vmtable.csv:2:{message}" }));
    }

    [Test]
    public void The_samples_in_the_original_layout_are_read()
    {
        // Expected: design/traces.md 2.3.
        Workload table = TraceReader.Read(Repository.Shared("traces/azure/azure_vmtable_sample.csv.gz"));
        Assert.That((table.VmCount, table.Size(0).VCpus, table.Size(0).MemoryMib), Is.EqualTo((10, 1, 1.75 * 1024)));
        Assert.That(table.Category(0), Is.EqualTo("Delay-insensitive"));
        Workload readings = TraceReader.Read(
            Repository.Shared("traces/azure/azure_vm_cpu_readings-file-1-of-125.sample.csv.gz"),
            new TraceOptions { Counters = [Counter.CpuMin, Counter.CpuMax, Counter.Cpu] });
        Counter[] counters = [Counter.CpuMin, Counter.CpuMax, Counter.Cpu];
        Assert.That(counters.Select(counter => readings.Samples(counter, 0).Single()), Is.EqualTo(new[] { 2.052803, 3.911587, 2.86979 }));
    }

    protected override string WriteSound() => WriteTrace("sound", "");

    protected override string WriteFaulty() => WriteTrace("faulty", "0,idA=,1,2,3x\n");

    private string WriteTrace(string folder, string bad)
    {
        Folder.Write($"{folder}/vmtable.csv.gz",
            "idA=,s,d,0,2591700,99.4,3.42,10.2,Delay-insensitive,1,1.75\nidB=,s,d,300,900,100,6.1,33.9,Interactive,8,56\n");
        Folder.Write($"{folder}/vm_cpu_readings-file-1-of-1.csv",
            $"0,idA=,2.052803,3.911587,2.86979\n{bad}300,idA=,2,3,2.5\n300,idB=,1.64695,8.794403,3.254472\n600,idA=,2,3,2.5\n600,idB=,0,100,100\n");
        return Folder.At(folder);
    }
}
