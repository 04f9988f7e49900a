using System;
using System.Globalization;
using System.IO;
using System.Text;
using Sim.Kernel.Random;

namespace Sim.Benchmarks.Quick;

/// <summary>Makes a file like Azure's CPU readings: <c>time,id,min,max,avg</c>, sorted by time, 64-character base64 ids.</summary>
internal static class ReadingsFile
{
    private const int IdBytes = 48;
    private const int StepSeconds = 300;
    private const long Seed = 20_171_001;

    /// <summary>Writes every VM's reading at every step; the same numbers give the same file.</summary>
    /// <returns>Its length in bytes.</returns>
    public static long Write(string path, int vms, int steps)
    {
        RandomStream random = new RandomStreams(Seed)["readings"];
        byte[][] ids = new byte[vms][];
        for (int vm = 0; vm < vms; vm++)
        {
            ids[vm] = Id(random);
        }

        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        byte[] line = new byte[160];
        for (int step = 0; step < steps; step++)
        {
            foreach (byte[] id in ids)
            {
                file.Write(line, 0, Line(line, step, id, random.NextBits()));
            }
        }

        return file.Length;
    }

    private static byte[] Id(RandomStream random)
    {
        byte[] raw = new byte[IdBytes];
        for (int i = 0; i < raw.Length; i++)
        {
            raw[i] = (byte)(random.NextBits() >> 56);
        }

        return Encoding.ASCII.GetBytes(Convert.ToBase64String(raw));
    }

    // Percentages with six decimals or fewer, as in the dataset: 3.424094,6.178273,3.866367.
    private static int Line(byte[] into, int step, byte[] id, ulong bits)
    {
        double least = (bits & 0xff_ffff) / 1e6;
        double mean = least + (((bits >> 24) & 0xf_ffff) / 1e6);
        double most = mean + (((bits >> 44) & 0xf_ffff) / 1e6);
        CultureInfo invariant = CultureInfo.InvariantCulture;
        Encoding.ASCII.TryGetBytes(string.Create(invariant, $"{step * StepSeconds},"), into, out int length);
        id.CopyTo(into, length);
        length += id.Length;
        Encoding.ASCII.TryGetBytes(string.Create(invariant, $",{least:0.######},{most:0.######},{mean:0.######}\n"), into.AsSpan(length), out int rest);
        return length + rest;
    }
}
