using System;
using System.Globalization;
using MathNet.Numerics.Distributions;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Traces.Columns;

namespace Sim.Traces.Synthesis;

/// <summary>Makes the series of one synthetic VM after another.</summary>
internal sealed class VmSynthesis
{
    private const double SpeedMhz = 2600;
    private const double MibPerGib = 1024;
    private const double Most = 100;
    private const int LongestName = 16;

    // Cores per VM in GWA-T-12 Rnd, August 2013, the four commonest: 228, 93, 115 and 55 of 491 VMs.
    private static readonly (int VCpus, double Below)[] CoreMix = [(1, 228 / 491.0), (2, 321 / 491.0), (4, 436 / 491.0), (8, 1)];
    private static readonly int[] GibPerCore = [2, 4, 8];

    private readonly TraceGeneratorOptions _options;
    private readonly RandomStreams _streams;
    private readonly LoadPattern _pattern;
    private readonly double[] _values;
    private readonly double _scale;

    /// <summary>Prepares what all VMs share.</summary>
    public VmSynthesis(TraceGeneratorOptions options)
    {
        _options = options;
        _streams = new RandomStreams(options.Seed);
        Steps = checked((int)Math.Max(1, options.Span / options.Interval));
        _pattern = new LoadPattern(options, Steps);
        _values = new double[Steps];
        _scale = Powers.Ten(options.Decimals);
    }

    /// <summary>Samples of a VM that is there all the time.</summary>
    public int Steps { get; }

    /// <summary>Adds a VM to a workload.</summary>
    public void AddTo(WorkloadBuilder builder, int number)
    {
        TraceStream random = new(_streams, number);
        int vm = builder.AddVm(Name(number));
        VmSize size = Size(random);
        builder.SetSize(vm, size);
        (int first, int count) = Presence(random);
        if (_options.Churn > 0)
        {
            builder.SetLifetime(vm, Lifetime(first, count));
        }

        Span<double> values = _values.AsSpan(0, count);
        SimTime start = SimTime.Zero + (_options.Interval * first);
        FillCpu(random, first, values);
        builder.AddSamples(vm, Counter.Cpu, start, _options.Interval, values);
        if (_options.Memory)
        {
            FillMemory(random, size.MemoryMib, values);
            builder.AddSamples(vm, Counter.MemoryActive, start, _options.Interval, values);
        }
    }

    private static byte[] Name(int number)
    {
        byte[] name = new byte[LongestName];
        "vm-"u8.CopyTo(name);
        _ = number.TryFormat(name.AsSpan(3), out int digits, "D7", CultureInfo.InvariantCulture);
        return name[..(3 + digits)];
    }

    private static VmSize Size(TraceStream random)
    {
        double draw = random.NextDouble();
        int vcpus = Array.Find(CoreMix, mix => draw < mix.Below).VCpus;
        double gib = GibPerCore[random.Next(GibPerCore.Length)] * Math.Max(vcpus, 1);
        return new VmSize(Math.Max(vcpus, 1), SpeedMhz, gib * MibPerGib);
    }

    private static void FillMemory(TraceStream random, double sizeMib, Span<double> into)
    {
        // Active memory is a small part of the size and moves slowly: GWA-T-12 has a mean of some 6 %.
        const double Slow = 0.98;
        double part = Beta.Sample(random, 1.5, 12);
        double step = part * 0.1 * Math.Sqrt(1 - (Slow * Slow));
        double drift = 0;
        for (int k = 0; k < into.Length; k++)
        {
            drift = (Slow * drift) + (step * random.NextNoise());
            into[k] = Math.Round(sizeMib * Math.Clamp(part + drift, 0, 1));
        }
    }

    private (int First, int Count) Presence(TraceStream random)
    {
        if (_options.Churn == 0 || random.NextDouble() >= _options.Churn)
        {
            return (0, Steps);
        }

        int first = random.Next(Steps);
        double life = Exponential.Sample(random, 4.0 / Steps);
        return (first, (int)Math.Clamp(Math.Ceiling(life), 1, Steps - first));
    }

    private Lifetime Lifetime(int first, int count)
    {
        bool outlives = first + count == Steps;
        return new Lifetime(
            SimTime.Zero + (_options.Interval * first),
            outlives ? SimTime.Never : SimTime.Zero + (_options.Interval * (first + count)),
            first == 0,
            outlives);
    }

    /// <summary>The hot loop: level, noise and bursts of each step.</summary>
    private void FillCpu(TraceStream random, int first, Span<double> into)
    {
        // A lognormal of mean m and sigma s has mu = ln m - s^2 / 2.
        double level = _options.Mean == 0
            ? 0
            : LogNormal.Sample(random, Math.Log(_options.Mean) - (_options.Spread * _options.Spread / 2), _options.Spread);
        ReadOnlySpan<double> pattern = _pattern.From(first, random.NextDouble());
        double persistence = _options.Persistence;
        double shock = _options.Noise * Math.Sqrt(1 - (persistence * persistence));
        double noise = _options.Noise * random.NextNoise();
        BurstProcess bursts = new(_options, random);
        for (int k = 0; k < into.Length; k++)
        {
            if (k >= bursts.NextChange)
            {
                bursts.Change();
            }

            noise = (persistence * noise) + (shock * random.NextNoise());
            double value = (level * pattern[k] * (1 + noise)) + bursts.Height;
            into[k] = Math.Round(Math.Clamp(value, 0, Most) * _scale) / _scale;
        }
    }
}
