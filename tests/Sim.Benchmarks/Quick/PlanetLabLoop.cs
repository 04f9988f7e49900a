using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Sim.Benchmarks.Quick;

/// <summary>
/// The energy of <c>scenarios/planetlab-dvfs.yaml</c> by the plainest means: unpack, parse, first fit, add up. No checks, no
/// ready time, no tables, no report: a floor to what reading and adding cost, and a second opinion on the kWh.
/// </summary>
internal sealed class PlanetLabLoop
{
    private const int Hosts = 800;
    private const double HostMib = 4096;
    private const double StepSeconds = 300;

    private static readonly double[] SpeedMhz = [1860, 2660];
    private static readonly double[][] Watts =
    [
        [86, 89.4, 92.6, 96, 99.5, 102, 106, 108, 112, 114, 117],
        [93.7, 97, 101, 105, 110, 116, 121, 125, 129, 133, 135],
    ];

    private static readonly (double Mhz, double Mib)[] Types = [(2500, 870), (2000, 1740), (1000, 1740), (500, 613)];

    private readonly double[] _freeMhz = [.. Enumerable.Range(0, Hosts).Select(host => 2 * SpeedMhz[host % 2])];
    private readonly double[] _freeMib = [.. Enumerable.Repeat(HostMib, Hosts)];
    private readonly double[]?[] _demand = new double[Hosts][];

    /// <summary>Energy in kWh.</summary>
    public static double Kwh(string archive)
    {
        PlanetLabLoop loop = new();
        List<(string Name, byte[] Percent)> vms = Read(archive);
        int block = (vms.Count + Types.Length - 1) / Types.Length;
        for (int vm = 0; vm < vms.Count; vm++)
        {
            loop.Place(Types[vm / block], vms[vm].Percent);
        }

        return Enumerable.Range(0, Hosts).Sum(loop.Joules) / 3.6e6;
    }

    private static List<(string Name, byte[] Percent)> Read(string archive)
    {
        using GZipStream unpacked = new(File.OpenRead(archive), CompressionMode.Decompress);
        using TarReader tar = new(unpacked);
        List<(string Name, byte[] Percent)> vms = [];
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not null)
            {
                byte[] text = new byte[entry.Length];
                entry.DataStream.ReadExactly(text);
                vms.Add((Path.GetFileName(entry.Name), Parse(text)));
            }
        }

        vms.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return vms;
    }

    private static byte[] Parse(byte[] text)
    {
        List<byte> values = [];
        int value = -1;
        foreach (byte b in text)
        {
            bool digit = b is >= (byte)'0' and <= (byte)'9';
            if (!digit && value >= 0)
            {
                values.Add((byte)value);
            }

            value = digit ? (Math.Max(value, 0) * 10) + b - '0' : -1;
        }

        if (value >= 0)
        {
            values.Add((byte)value);
        }

        return [.. values];
    }

    private void Place((double Mhz, double Mib) type, byte[] percent)
    {
        int host = 0;
        while (type.Mhz > SpeedMhz[host % 2] || type.Mhz > _freeMhz[host] || type.Mib > _freeMib[host])
        {
            host++;
        }

        _freeMhz[host] -= type.Mhz;
        _freeMib[host] -= type.Mib;
        double[] demand = _demand[host] ??= new double[percent.Length];
        for (int step = 0; step < percent.Length; step++)
        {
            demand[step] += percent[step] * type.Mhz / 100;
        }
    }

    private double Joules(int host)
    {
        double[] demand = _demand[host] ?? [];
        double sum = 0;
        for (int step = 0; step < demand.Length; step++)
        {
            double now = Power(host, demand[step]);
            sum += step + 1 < demand.Length ? (now + Power(host, demand[step + 1])) / 2 : now;
        }

        return sum * StepSeconds;
    }

    private static double Power(int host, double mhz)
    {
        double[] watts = Watts[host % 2];
        double position = Math.Min(1, mhz / (2 * SpeedMhz[host % 2])) * (watts.Length - 1);
        int index = Math.Min((int)position, watts.Length - 2);
        return watts[index] + ((position - index) * (watts[index + 1] - watts[index]));
    }
}
