using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Programs;
using Sim.Kernel;

namespace Sim.Tests.CoreEmulator.Programs;

/// <summary>Names of instruction sets.</summary>
internal sealed class IsaStringTests
{
    [TestCase("rv64i", "rv64i_zicsr")]
    [TestCase("rv64gc", "rv64imafdc_zicsr_zifencei")]
    [TestCase("RV64GCH_Zba_Zbb", "rv64imafdch_zicsr_zifencei_zba_zbb")]
    [TestCase("rv64imacb", "rv64imac_zicsr_zba_zbb_zbs")]
    [TestCase("rv64id", "rv64ifd_zicsr")]
    [TestCase("rv64i_zfh", "rv64if_zicsr_zfh_zfhmin")]
    [TestCase("rv64i2p1_m2p0_zcb1p0", "rv64imc_zicsr_zcb")]
    [TestCase("rv64i_sstc_svinval", "rv64i_zicsr_sstc_svinval")]
    public void Is_read_and_printed(string text, string printed)
    {
        Extensions extensions = IsaString.Parse(text, "--isa");
        Assert.That(IsaString.Print(extensions), Is.EqualTo(printed));
        Assert.That(IsaString.Parse(printed, "--isa"), Is.EqualTo(extensions));
    }

    [TestCase("rv32i", "must begin with rv64i")]
    [TestCase("rv64", "must begin with rv64i")]
    [TestCase("rv64m", "has no I")]
    [TestCase("rv64gcv", "'v' in 'rv64gcv' is no extension")]
    [TestCase("rv64gc_zbbb", "did you mean 'zbb'?")]
    [TestCase("rv64gc_svinvl", "did you mean 'svinval'?")]
    public void What_is_not_known_is_said(string text, string message)
    {
        Assert.That(Assert.Throws<InputException>(() => IsaString.Parse(text, "--isa"))!.Message, Does.Contain(message));
    }

    [Test]
    public void Everything_has_a_name()
    {
        Assert.That(IsaString.Parse(IsaString.Print(HartOptions.AllExtensions), "--isa"), Is.EqualTo(HartOptions.AllExtensions));
    }

    [Test]
    public void Whatever_is_written_is_read_or_refused()
    {
        Sim.Kernel.Random.RandomStream draw = new Sim.Kernel.Random.RandomStreams(3)["names"];
        const string letters = "rv64imafdcghsuz_0123p ";
        for (int i = 0; i < 20_000; i++)
        {
            char[] text = new char[draw.NextInt(20)];
            for (int n = 0; n < text.Length; n++)
            {
                text[n] = letters[(int)draw.NextInt(letters.Length)];
            }

            bool isAnswered;
            try
            {
                isAnswered = IsaString.Parse("rv64i" + new string(text), "--isa").HasFlag(Extensions.I);
            }
            catch (InputException)
            {
                isAnswered = true;
            }

            Assert.That(isAnswered, Is.True);
        }
    }
}
