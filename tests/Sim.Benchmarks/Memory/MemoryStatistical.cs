using System;
using System.Collections.Generic;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;

namespace Sim.Benchmarks.Memory;

/// <summary>Steps of a VM in a second, with pages as sums: hosts of 25 VMs whose use changes at each step.</summary>
internal sealed class MemoryStatistical : IQuickBenchmark
{
    private const int Vms = 25;
    private const double Size = 1 << 20;
    private const int Steps = 8_640; // 30 days at 5 min
    private const int Hosts = 8;
    private const int Rounds = 3;

    public string Name => "memory-statistical";

    public IEnumerable<QuickRow> Run()
    {
        double sum = 0;
        double bare = Cost.CpuSeconds(Rounds, () => sum = Read(Hosts, Steps));
        double cost = Cost.CpuSeconds(Rounds, () => sum = Simulate(Hosts, Steps, 1.1, ksm: false));
        double steps = (double)Hosts * Steps * Vms;
        yield return new QuickRow(Name, steps / cost, "VM-steps/s", "reading-the-demand", steps / bare, Text.Of($"{sum:F0} pages free in the end"));
        double ksm = Cost.CpuSeconds(1, () => sum = Simulate(1, Steps, 1.1, ksm: true));
        yield return new QuickRow(Name + "-ksm", Steps * Vms / ksm, "VM-steps/s", "", double.NaN, Text.Of($"{sum:F0} pages free in the end"));
        double pressed = Cost.CpuSeconds(1, () => sum = Simulate(1, Steps, 0.7, ksm: false));
        yield return new QuickRow(Name + "-short", Steps * Vms / pressed, "VM-steps/s", "", double.NaN, Text.Of($"{sum:F0} pages free in the end"));
    }

    public TinyCheck Tiny()
    {
        double free = Simulate(1, 20, 1.1, ksm: false);
        double most = 0;
        for (int vm = 0; vm < Vms; vm++)
        {
            double used = 0;
            for (int step = 0; step < 20; step++)
            {
                used = Math.Max(used, UseOf(vm, step).Used);
            }

            most += used;
        }

        return new TinyCheck(Text.Of($"{free:F3}"), Text.Of($"{(1.1 * Vms * Size) - most:F3}")); // what was touched stays backed
    }

    private static double Simulate(int hosts, int steps, double memory, bool ksm)
    {
        double free = 0;
        for (int number = 0; number < hosts; number++)
        {
            MemoryHost host = ksm
                ? MemoryTrial.Host(Vms, Size, memory * Vms * Size, false, MemoryTrial.Ksm(1_000))
                : MemoryTrial.Host(Vms, Size, memory * Vms * Size, false);
            for (int step = 0; step < steps; step++)
            {
                for (int vm = 0; vm < Vms; vm++)
                {
                    host.Use(vm, UseOf(vm, step));
                }

                host.Advance(300);
            }

            free += host.Pages.Free;
        }

        return free;
    }

    private static double Read(int hosts, int steps)
    {
        double sum = 0;
        for (int step = 0; step < hosts * steps; step++)
        {
            for (int vm = 0; vm < Vms; vm++)
            {
                sum += UseOf(vm, step).Used;
            }
        }

        return sum;
    }

    // A saw-tooth for each VM, so that making the demand costs next to nothing.
    private static GuestUse UseOf(int vm, int step)
    {
        int phase = (step + (37 * vm)) % 288;
        double part = Math.Abs(phase - 144) / 144.0;
        double used = Size * (0.4 + (0.5 * part));
        return new GuestUse(used, used * (0.1 + (0.2 * part)), 200);
    }
}
