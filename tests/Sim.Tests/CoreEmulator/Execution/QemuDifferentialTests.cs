using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;

namespace Sim.Tests.CoreEmulator.Execution;

/// <summary>Random programs leave the same registers and flags as under QEMU's user-mode emulation. Each run is over a million instructions.</summary>
[Category("External")]
internal sealed class QemuDifferentialTests
{
    /// <summary>QEMU 7.2 knows neither Zicond nor Zcb.</summary>
    private const Extensions Known = HartOptions.AllExtensions & ~(Extensions.Zicond | Extensions.Zcb);

    private const string Cpu = "rv64,Zfh=true,zba=true,zbb=true,zbc=true,zbs=true,zbkb=true,zbkx=true";

    [Test]
    public void Registers_and_flags_are_those_of_qemu([Values(101, 102, 103, 104)] int seed)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/qemu-riscv64"))
        {
            Assert.That(Environment.GetEnvironmentVariable("SIM_REQUIRE_EXTERNAL"), Is.Not.EqualTo("1"), "qemu-riscv64 is missing");
            Assert.Ignore("qemu-riscv64 is not here; Debian's package is qemu-user");
            return;
        }

        RandomProgram program = new(seed, instructions: 4000, repetitions: 300, Known);
        byte[] expected = UnderQemu(program);
        byte[] found = ProgramRun.Of(program, translates: true, isProbed: false).Output;
        Assert.That(expected, Has.Length.EqualTo(300 * RandomProgram.DumpBytes));
        Assert.That(Difference(expected, found), Is.Empty);
    }

    [SupportedOSPlatform("linux")]
    private static byte[] UnderQemu(RandomProgram program)
    {
        string path = Path.Combine(Path.GetTempPath(), $"sim-random-{Guid.NewGuid():N}");
        File.WriteAllBytes(path, program.Elf());
        try
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            ProcessStartInfo start = new("/usr/bin/qemu-riscv64", ["-cpu", Cpu, path]) { RedirectStandardOutput = true, UseShellExecute = false };
            using Process qemu = Process.Start(start)!;
            using MemoryStream output = new();
            qemu.StandardOutput.BaseStream.CopyTo(output);
            qemu.WaitForExit();
            Assert.That(qemu.ExitCode, Is.Zero, "qemu-riscv64 ended by a signal or an error of its own");
            return output.ToArray();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Difference(byte[] expected, byte[] found)
    {
        int words = Math.Min(expected.Length, found.Length) / 8;
        int first = Enumerable.Range(0, words).FirstOrDefault(word => Word(expected, word) != Word(found, word), -1);
        if (first < 0)
        {
            return expected.Length == found.Length ? "" : $"{expected.Length} bytes expected, {found.Length} found";
        }

        const int Words = RandomProgram.DumpBytes / 8;
        int start = first / Words * Words;
        IEnumerable<string> registers = Enumerable.Range(0, Words)
            .Where(word => Word(expected, start + word) != Word(found, start + word))
            .Select(word => $"{Register(word)}: {Word(expected, start + word):x} expected, {Word(found, start + word):x} found");
        return $"repetition {(first / Words) + 1}: {string.Join("; ", registers)}";
    }

    private static string Register(int word) => word < 32 ? $"x{word}" : word < 64 ? $"f{word - 32}" : "fcsr";

    private static ulong Word(byte[] bytes, int index) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(index * 8));
}
