using System;
using System.IO;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Traces.Writers;

/// <summary>Writes workloads as GWA-T-12 Bitbrains files. Times are cut to whole seconds.</summary>
/// <remarks>
/// What a workload does not know is written as 1 core of 2000 MHz, no memory, no I/O, beginning in 2013; a sample without CPU
/// use is "powered off".
/// </remarks>
[Plugin("bitbrains", "a folder of one CSV per VM with CPU, memory, disk and network, separated by ';' and a tab",
    Source = "GWA-T-12 Bitbrains; Shen, van Beek and Iosup, CCGrid 2015")]
public sealed class BitbrainsWriter : ITraceWriter
{
    private const long DefaultOrigin = 1_356_998_400;
    private const double DefaultSpeedMhz = 2000;
    private const double KibPerMib = 1024;

    private const string Header =
        "Timestamp [ms];\tCPU cores;\tCPU capacity provisioned [MHZ];\tCPU usage [MHZ];\tCPU usage [%];\t"
        + "Memory capacity provisioned [KB];\tMemory usage [KB];\tDisk read throughput [KB/s];\tDisk write throughput [KB/s];\t"
        + "Network received throughput [KB/s];\tNetwork transmitted throughput [KB/s]\n";

    private static readonly Counter[] Rest =
        [Counter.DiskRead, Counter.DiskWrite, Counter.NetReceived, Counter.NetSent];

    /// <inheritdoc/>
    public bool WritesOneFile => false;

    /// <inheritdoc/>
    public void Write(Workload workload, ITraceOutput output)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(output);
        for (int vm = 0; vm < workload.VmCount; vm++)
        {
            int number = vm;
            output.Add($"{workload.Name(vm)}.csv", stream => WriteVm(stream, workload, number));
        }
    }

    private static void WriteVm(Stream stream, Workload workload, int vm)
    {
        using Utf8Output text = new(stream);
        text.Text(Header);
        long origin = double.IsNaN(workload.OriginUnixSeconds) ? DefaultOrigin : (long)workload.OriginUnixSeconds;
        double[][] columns = Columns(workload, vm);
        for (int i = 0; i < workload.Count(vm); i++)
        {
            text.Whole(origin + (workload.SampleTime(vm, i).Nanoseconds / Duration.NanosecondsPerSecond));
            foreach (double[] column in columns)
            {
                text.Raw(";\t"u8).Number(column[i]);
            }

            text.Raw("\n"u8);
        }
    }

    private static double[][] Columns(Workload workload, int vm)
    {
        VmSize size = workload.Size(vm);
        int vcpus = Math.Max(size.VCpus, 1);
        double[] cpu = Column(workload, Counter.Cpu, vm, double.NaN);
        double[] cores = Column(workload, Counter.Cores, vm, vcpus);
        double[] capacity = Column(workload, Counter.CpuCapacity, vm, vcpus * (double.IsNaN(size.SpeedMhz) ? DefaultSpeedMhz : size.SpeedMhz));
        double[] memory = Column(workload, Counter.MemorySize, vm, double.IsNaN(size.MemoryMib) ? 0 : size.MemoryMib);
        double[] active = Column(workload, Counter.MemoryActive, vm, 0);
        double[] used = new double[cpu.Length];
        for (int i = 0; i < cpu.Length; i++)
        {
            bool off = double.IsNaN(cpu[i]);
            (cores[i], capacity[i]) = off ? (0, 0) : (cores[i], capacity[i]);
            (cpu[i], used[i]) = off ? (0, 0) : (cpu[i], cpu[i] / 100 * capacity[i]);
            (memory[i], active[i]) = (memory[i] * KibPerMib, active[i] * KibPerMib);
        }

        return
        [
            cores, capacity, used, cpu, memory, active,
            .. Array.ConvertAll(Rest, counter => Column(workload, counter, vm, 0)),
        ];
    }

    private static double[] Column(Workload workload, Counter counter, int vm, double fallback)
    {
        double[] values = workload.Samples(counter, vm);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = double.IsNaN(values[i]) ? fallback : values[i];
        }

        return values;
    }
}
