using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Quantities;
using Sim.Traces;
using Sim.Traces.Formats;

namespace Sim.Tests.Traces;

internal sealed class CsvTraceReaderTests : TraceReaderContract
{
    protected override string Format => "csv";

    protected override int Vms => 2;

    protected override int FaultyLine => 3;

    protected override string Header => "vm,time,cpu\n";

    [Test]
    public void Rows_may_come_by_time_or_by_VM()
    {
        Folder.Write("time.csv", "vm,time,cpu\na,0,1\nb,0,10\na,60,2\nb,60,20\n");
        Folder.Write("vm.csv", "vm,time,cpu\na,0,1\na,60,2\nb,0,10\nb,60,20\n");
        Assert.That(WorkloadText.Of(Read(Folder.At("vm.csv"))), Is.EqualTo(WorkloadText.Of(Read(Folder.At("time.csv")))));
    }

    [Test]
    public void Columns_units_and_separators_can_be_mapped()
    {
        Folder.Write("t.csv", "host;when;load;cap\n\"a;1\";04.11.2015 12:00;1300;2600\n\"a;1\";04.11.2015 12:10;650;2600\n");
        CsvMapping mapping = new()
        {
            Vm = "host",
            Time = "when",
            TimeFormat = "dd.MM.yyyy HH:mm",
            Cpu = "load",
            CpuUnit = CpuUnit.Mhz,
            CpuCapacity = "cap",
            Delimiter = ";",
        };
        Workload workload = TraceReader.Read(Folder.At("t.csv"), new TraceOptions { Format = Format, CsvMapping = mapping });
        Assert.That(workload.Name(0), Is.EqualTo("a;1"));
        Assert.That(workload.Samples(Counter.Cpu, 0), Is.EqualTo(new double[] { 50, 25 }));
        Assert.That(workload.Samples(Counter.CpuCapacity, 0), Is.EqualTo(new double[] { 2600, 2600 }));
        Assert.That((workload.OriginUnixSeconds, workload.Interval), Is.EqualTo((1446638400.0, Duration.FromMinutes(10))));
    }

    [Test]
    public void Fractions_become_percentages_and_empty_cells_absence()
    {
        Folder.Write("t.csv", "vm,time_s,cpu\na,0,0.5\na,1.5,\na,3,1\n");
        TraceOptions options = new() { Format = Format, CsvMapping = new CsvMapping { CpuUnit = CpuUnit.Fraction } };
        Workload workload = TraceReader.Read(Folder.At("t.csv"), options);
        Assert.That(workload.Samples(Counter.Cpu, 0), Is.EqualTo(new[] { 50, double.NaN, 100 }));
        Assert.That(workload.Interval, Is.EqualTo(Duration.FromMilliseconds(1500)));
    }

    [Test]
    public void A_table_without_header_is_mapped_by_number()
    {
        Folder.Write("t.csv", "0,x,7\n60,x,8\n");
        CsvMapping mapping = new() { Header = false, Time = "1", Vm = "2", Cpu = "3" };
        Workload workload = TraceReader.Read(Folder.At("t.csv"), new TraceOptions { Format = Format, CsvMapping = mapping });
        Assert.That((workload.Name(0), workload.Samples(Counter.Cpu, 0)[1]), Is.EqualTo(("x", 8.0)));
    }

    [Test]
    public void A_mapped_column_that_is_not_there_is_a_fault_with_the_nearest_name()
    {
        Folder.Write("t.csv", "vm,time,cpu_load\na,0,1\n");
        TraceOptions options = new() { Format = Format, CsvMapping = new CsvMapping { Cpu = "cpu_laod" } };
        InputException fault = Assert.Throws<InputException>(() => TraceReader.Read(Folder.At("t.csv"), options))!;
        Assert.That(fault.Message, Does.Contain("expected a column 'cpu_laod'; did you mean 'cpu_load'?"));
    }

    [TestCase("a,0,1\na,60", "found 2 columns; expected 3 columns (is the line cut off?)", 1)]
    [TestCase("a,0,1\na,60,x", "found 'x'; expected a number of 0 or more, or nothing", 6)]
    [TestCase("a,0,1\na,-60,1", "found '-60'; expected a time of 0 or more", 3)]
    [TestCase("a,60,1\na,0,1", "found '0'; expected times that rise from row to row of a VM", 3)]
    [TestCase("a,0,1\n,60,1", "found an empty cell; expected a VM's name", 1)]
    public void A_bad_row_is_a_fault_at_its_column(string rows, string message, int column)
    {
        Folder.Write("t.csv", $"vm,time,cpu\n{rows}\n");
        Assert.That(FaultsOf(Folder.At("t.csv")).Single(), Does.StartWith(string.Create(CultureInfo.InvariantCulture, $"t.csv:3:{column}: {message}")));
    }

    [Test]
    public void A_row_that_repeats_a_time_replaces_the_one_before()
    {
        Folder.Write("t.csv", "vm,time,cpu\na,0,1\na,60,2\na,60,3.25\na,120,4\n");
        Workload workload = Read(Folder.At("t.csv"));
        Assert.That(workload.Samples(Counter.Cpu, 0), Is.EqualTo(new[] { 1, 3.25, 4 }));
        Assert.That(workload.Report.Duplicates, Is.EqualTo(1));
    }

    // Expected: counted in the files themselves (wc, awk); NAB, MIT licence.
    [TestCase("ec2_cpu_utilization_5f5533", 4032, 1392388020, 51.846000000000004)]
    [TestCase("rds_cpu_utilization_cc0c53", 4032, 1392388200, 6.456)]
    public void CloudWatch_series_are_one_VM_named_after_the_file(string name, int samples, double origin, double first)
    {
        Workload workload = TraceReader.Read(Repository.Shared($"traces/nab/{name}.csv"), new TraceOptions { FullPrecision = true });
        Assert.That((workload.VmCount, workload.Name(0), workload.Count(0)), Is.EqualTo((1, name, samples)));
        Assert.That(workload.OriginUnixSeconds, Is.EqualTo(origin));
        Assert.That(workload.Samples(Counter.Cpu, 0)[0], Is.EqualTo(first));
        Assert.That(workload.Interval, Is.EqualTo(Duration.FromMinutes(5)));
    }

    protected override string WriteSound() => Folder.Write("sound.csv", "vm,time,cpu\na,0,1\na,60,2\nb,0,10.5\nb,61,20\nb,120,30\n");

    protected override string WriteFaulty() => Folder.Write("faulty.csv", "vm,time,cpu\na,0,1\na,30,?\na,60,2\nb,0,10.5\nb,61,20\nb,120,30\n");
}
